// An empty copy of the schema in memory, on which every planned statement runs before anyone sees
// the plan: what SQLite itself would refuse (a broken view, a column in a CHECK) is refused before
// anything is changed, and the schema after each operation is SQLite's own word.
#pragma once
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
  // The tables whose writes compile.
  std::set<std::string> writable();
  // Why one of these tables that is still there cannot be written after the statements, whose
  // effect is taken back; empty: all can.
  std::string unwritable_after(const std::vector<std::string>& sql,
                               const std::set<std::string>& before);
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
  struct Failed {
    std::string definition, why;
  };
  std::vector<Failed> failed_;
  SqliteConnection connection_{":memory:"};
};

}  // namespace migrate::sqlite
