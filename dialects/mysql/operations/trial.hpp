// What the server can do to a table while others use it, found by doing it to an empty copy of that
// table (docs/decisions/0015).
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dialects/connection.hpp"
#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/catalog/table_parts.hpp"
#include "dialects/mysql/catalog/unseen_keys.hpp"
#include "dialects/mysql/flavour.hpp"
#include "dialects/mysql/server/disk.hpp"
#include "dialects/mysql/server/rights.hpp"
#include "migration/operations/operation.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

// ", ALGORITHM=INPLACE, LOCK=NONE"
std::string way_of(std::string_view algorithm);

// The copies stand in the same database (migrate_trial_…), one for each table that is asked about,
// and are gone with this object; those of a run that was killed are dropped by the next one. One
// run at a time in a database: others wait for it, ten seconds at most.
class Trial {
 public:
  Trial(db::Connection& connection, const Flavour& flavour);
  ~Trial();
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  // "INSTANT", "NOCOPY" or "INPLACE": the strictest algorithm with which the server makes `change`
  // (what follows ALTER TABLE t) and neither copies the table nor blocks its writes; the copy has
  // the change from then on. Nothing: it cannot; `refusal` has its words. `planned`: what is
  // planned for the table so far, which the copy is given first. `instant`: whether that may be the
  // answer. Throws Error: MIG-PLAN-TRIAL (no
  // copy can be made), MIG-PLAN-SQL (the server does not understand the change); DbError
  // (connection_lost).
  std::optional<std::string> strictest(const Table& table, const std::vector<Step>& planned,
                                       const std::string& change, const Location& at,
                                       bool instant = true);
  // Would `strictest` find one? On a copy of its own, which is gone again.
  bool possible(const Table& table, const std::vector<Step>& planned, const std::string& change,
                const Location& at);
  // The same for a foreign key without its check of the rows, `change`: on copies of both tables,
  // so that neither is locked. `on_copy`: the change with the copy of `parent`.
  std::optional<std::string> foreign_key(
      const Table& table, const Table& parent, const std::vector<Step>& planned,
      const std::string& change, const std::function<std::string(const std::string&)>& on_copy,
      const Location& at);
  const std::string& refusal() const { return refusal_; }

  // What the table becomes by `changes`, by whatever algorithm: on a copy of its own. Throws Error:
  // MIG-PLAN-TRIAL, MIG-PLAN-SQL (in the server's words).
  struct Shape {
    Table table;  // under the name of the copy, which is gone again; without foreign keys
    // Of each secondary index, as ADD takes it: "UNIQUE KEY `k` (`a` DESC)".
    std::map<std::string, std::string> indexes;
    // Triggers of the table that the server does not make on it, and its words.
    std::map<std::string, std::string> refused_triggers;
    // Values for which the table has a partition have none there: catalog/partitions.hpp.
    bool leaves_values_out = false;
  };
  // `made`: how a trigger of the table is made on another one, under another name.
  using TriggerSql = std::function<std::vector<std::string>(
      const Trigger& trigger, const std::string& name, const std::string& on)>;
  Shape shape(const Table& table, const std::vector<Step>& planned,
              const std::vector<std::string>& changes, const TriggerSql& made, const Location& at);

  // For a shadow of it: rights.hpp. Those that its triggers run with, too.
  void require_rights_for_shadow(const Table& table, const std::vector<Step>& planned,
                                 const Location& at);
  // How much room there is for a copy with rows: disk.hpp.
  std::optional<DiskRoom> disk_room();
  bool suits_numbers(const Table& table) { return mysql::suits_numbers(connection_, table); }
  // Of the table itself: table_parts.hpp.
  std::vector<TablePart> parts(const Table& table) {
    return read_parts(connection_, flavour_, table.name);
  }
  std::vector<ColumnStatistics> column_statistics(const Table& table) {
    return read_column_statistics(connection_, flavour_, table.name);
  }
  bool may_grant();  // some privilege on the database or on a table of it
  std::optional<std::vector<std::string>> unseen_keys(const std::string& database,
                                                      const Table& table) {
    return mysql::unseen_keys(connection_, flavour_, database, table);
  }
  bool sees_transactions() { return mysql::sees_transactions(connection_); }
  DiskNeed disk_need(const Table& table) { return mysql::disk_need(connection_, table.name); }

  // What SHOW CREATE TABLE and the catalog say of the copy, to be compared with what they say
  // later.
  std::string description(const Table& table, const std::vector<Step>& planned, const Location& at);
  // Where rows lie by the definition of the table or of a partition ("DATA DIRECTORY"), which
  // CREATE TABLE … LIKE does not take over.
  std::vector<std::string> places_not_taken(const Table& table, const std::vector<Step>& planned,
                                            const Location& at);
  // The copy's column in information_schema.COLUMNS, as the server writes it.
  struct Catalog {
    std::optional<std::string> default_value;
    std::string extra, type, collation, charset, nullable, comment;
  };
  Catalog catalog(const Table& table, const std::string& column);

 private:
  const std::string& copy_of(const Table& table, const std::vector<Step>& planned,
                             const Location& at);
  // A second one, which the caller drops.
  std::string another_copy(const Table& table, const std::vector<Step>& planned,
                           const Location& at);
  // One of no copy, which the caller drops.
  std::string own_table();
  std::optional<std::string> first_taken(const Table& table, const std::string& copy,
                                         const std::string& change, const std::string& on_copy,
                                         const Location& at, bool instant = true);
  std::map<std::string, std::string> refused_triggers(const Table& table, const std::string& copy,
                                                      const TriggerSql& made);
  void begin();
  void drop_copies();

  db::Connection& connection_;
  const Flavour& flavour_;
  std::string lock_;
  bool begun_ = false;
  std::map<std::string, std::string> copies_;  // by table
  std::set<std::string> known_;                // statements that a copy has had
  std::string refusal_;
};

}  // namespace migrate::mysql
