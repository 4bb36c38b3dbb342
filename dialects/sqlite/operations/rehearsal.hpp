// An empty copy of the schema in memory, on which every planned statement runs before anyone sees
// the plan: what SQLite itself would refuse (a broken view, a column in a CHECK) is refused before
// anything is changed, and the schema after each operation is SQLite's own word.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dialects/sqlite/connection.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::sqlite {

class Rehearsal {
 public:
  explicit Rehearsal(const Schema& schema);

  // Runs the statements together, keeping their effect. Throws DbError.
  void run(const std::vector<std::string>& sql);
  // The same, then takes the effect back.
  void try_out(const std::vector<std::string>& sql);
  // The tables whose writes compile and, of virtual ones, that can be read.
  std::set<std::string> usable();
  struct Unusable {
    std::string why, next;
  };
  // One of these tables that is still there, and is not usable after the statements, whose effect
  // is taken back.
  std::optional<Unusable> unusable_after(const std::vector<std::string>& sql,
                                         const std::set<std::string>& before);
  // From here on, as far as what follows is compiled.
  void enforce_foreign_keys();
  // Compiles only. Throws DbError.
  void compile(const std::string& sql);
  // Compiles an INSERT, an UPDATE of every column and a DELETE, and so every trigger of the table
  // or view: SQLite looks at a trigger's text only when it is to fire. Throws DbError.
  void compile_writes(const std::string& table);
  // The schema now; sizes and estimates are taken over from `before`.
  Schema schema(const Schema& before);
  // Why this table could not be made here; empty: it could.
  std::string failure(const std::string& table) const;

 private:
  std::vector<std::string> tables();
  // A virtual table may read another one, whose columns its own text names (FTS5's content=): its
  // module looks for them only when it is read.
  void read_virtual(const std::string& table);
  struct Failed {
    std::string definition, why;
  };
  std::vector<Failed> failed_;
  SqliteConnection connection_{":memory:"};
};

}  // namespace migrate::sqlite
