#include "dialects/mysql/operations/trial.hpp"

#include <fmt/format.h>

#include <chrono>
#include <regex>

#include "dialects/mysql/catalog/catalog_sql.hpp"
#include "dialects/mysql/catalog/partitions.hpp"
#include "dialects/mysql/connection.hpp"
#include "dialects/mysql/inspect.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/server/rights.hpp"
#include "dialects/mysql/server/server.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

using db::DbError;
using db::Failure;

constexpr const char* copies_begin = "migrate_trial_";

// The session goes on to run the plan: whatever happens here, it must check again.
class UncheckedKeys {
 public:
  explicit UncheckedKeys(db::Connection& connection) : connection_(connection) {
    connection_.query("SET SESSION foreign_key_checks = 0");
  }
  ~UncheckedKeys() {
    try {
      connection_.query("SET SESSION foreign_key_checks = 1");
    } catch (const std::exception&) {
      // Only a session that is gone does not take it.
    }
  }

 private:
  db::Connection& connection_;
};

// What follows CREATE TABLE copy: as the migration itself makes the table, or like the one there
// is.
std::string made_as(const Table& table, const std::vector<Step>& planned) {
  const auto begin = "CREATE TABLE " + quote(table.name) + " ";
  for (auto& step : planned)
    for (auto& sql : step.sql)
      if (sql.starts_with(begin)) return sql.substr(begin.size());
  return "LIKE " + quote(table.name);
}

constexpr const char* where_to_plan =
    "plan against a server that can be written to, as a user who may CREATE, ALTER and DROP tables "
    "in this database (expand needs the same)";

[[noreturn]] void no_copy(const Table& table, const DbError& error, const Location& at) {
  refuse("MIG-PLAN-TRIAL",
         fmt::format("no empty copy of table \"{}\" could be made to try the change on: {}",
                     table.name, error.what()),
         where_to_plan, at.text());
}

}  // namespace

Trial::Trial(db::Connection& connection, const Flavour& flavour)
    : connection_(connection), flavour_(flavour) {}

Trial::~Trial() {
  if (!begun_) return;
  try {
    drop_copies();
    connection_.query(fmt::format("SELECT RELEASE_LOCK({})", lock_));
  } catch (const std::exception&) {
    // The session is gone, and its lock with it; the next trial drops the copies.
  }
}

void Trial::drop_copies() {
  auto names = connection_
                   .query(
                       "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                       "DATABASE() AND TABLE_NAME LIKE 'migrate\\_trial\\_%'")
                   .rows;
  if (names.empty()) return;
  // One may refer to another.
  UncheckedKeys unchecked(connection_);
  for (auto& name : names) connection_.query("DROP TABLE IF EXISTS " + quote(name.at(0).text));
}

void Trial::begin() {
  if (begun_) return;
  // Also for an account that may write there nevertheless: a replica would go its own way.
  if (is_on(connection_, "read_only"))
    refuse("MIG-PLAN-TRIAL",
           "no change can be tried on an empty copy: the server is read-only (read_only = ON)",
           where_to_plan, "");
  // The copies of another run must not be dropped under it. A name of at most 64 characters.
  lock_ = "CONCAT('migrate_trial:', LEFT(SHA2(DATABASE(), 256), 48))";
  auto got = connection_.query(fmt::format("SELECT GET_LOCK({}, 10)", lock_)).rows.at(0).at(0);
  if (got.is_null() || got.as_int() != 1)
    throw DbError(Failure::lock_timeout, "", "another run has been trying something for 10 s");
  begun_ = true;
  connection_.limit_lock_wait(std::chrono::seconds(1));
  drop_copies();
}

const std::string& Trial::copy_of(const Table& table, const std::vector<Step>& planned,
                                  const Location& at) {
  auto& copy = copies_[table.name];
  // Before the first copy: a user who may CREATE and not DROP would leave it behind.
  if (!begun_) require_rights(connection_, flavour_, table, false, at);
  try {
    begin();
    if (copy.empty()) {
      copy = fmt::format("{}{}", copies_begin, copies_.size());
      connection_.query("CREATE TABLE " + quote(copy) + " " + made_as(table, planned));
    }
  } catch (const DbError& error) {
    copies_.erase(table.name);
    if (error.failure() == Failure::connection_lost || error.failure() == Failure::lock_timeout)
      throw;
    no_copy(table, error, at);
  }
  const auto begin = "ALTER TABLE " + quote(table.name) + " ";
  for (auto& step : planned) {
    if (step.table != table.name || step.kind != StepKind::ddl || step.phase == Phase::contract)
      continue;
    for (auto& sql : step.sql)
      if (sql.starts_with(begin) && known_.insert(sql).second) try {
          connection_.query("ALTER TABLE " + quote(copy) + " " + sql.substr(begin.size()));
        } catch (const DbError& error) {
          // An index of a foreign key, which is made again where the server drops it for another
          // one: the copy has no foreign keys, and the index still.
          if (error.failure() != Failure::already_exists) throw;
        }
  }
  return copy;
}

std::optional<std::string> Trial::first_taken(const Table& table, const std::string& copy,
                                              const std::string& change, const std::string& on_copy,
                                              const Location& at, bool instant) {
  for (auto algorithm : flavour_.ladder) {
    if (algorithm == "INSTANT" && !instant) continue;
    auto way = way_of(algorithm);
    try {
      connection_.query(fmt::format("ALTER TABLE {} {}{}", quote(copy), on_copy, way));
    } catch (const DbError& error) {
      if (error.failure() == Failure::connection_lost) throw;
      refusal_ = error.what();
      if (error.failure() == Failure::not_supported) continue;  // not in this way
      refuse("MIG-PLAN-SQL",
             fmt::format("the server refuses \"ALTER TABLE {} {}\" on an empty copy: {}",
                         quote(table.name), change, error.what()),
             "correct the migration file, then `migrate plan`", at.text());
    }
    known_.insert(fmt::format("ALTER TABLE {} {}{}", quote(table.name), change, way));
    return std::string(algorithm);
  }
  return std::nullopt;
}

std::optional<std::string> Trial::strictest(const Table& table, const std::vector<Step>& planned,
                                            const std::string& change, const Location& at,
                                            bool instant) {
  return first_taken(table, copy_of(table, planned, at), change, change, at, instant);
}

std::string Trial::another_copy(const Table& table, const std::vector<Step>& planned,
                                const Location& at) {
  auto like = copy_of(table, planned, at);
  auto copy = fmt::format("{}{}", copies_begin, copies_.size() + 1);
  // An entry of its own, so that no later copy takes the name.
  copies_[copy] = copy;
  connection_.query(fmt::format("CREATE TABLE {} LIKE {}", quote(copy), quote(like)));
  return copy;
}

std::string Trial::own_table() {
  auto name = fmt::format("{}{}", copies_begin, copies_.size() + 1);
  copies_[name] = name;
  connection_.query(
      fmt::format("CREATE TABLE {} (here INT NOT NULL PRIMARY KEY) ENGINE=InnoDB", quote(name)));
  return name;
}

bool Trial::possible(const Table& table, const std::vector<Step>& planned,
                     const std::string& change, const Location& at) {
  auto copy = another_copy(table, planned, at);
  auto known = known_;
  bool found = first_taken(table, copy, change, change, at).has_value();
  known_ = std::move(known);
  connection_.query("DROP TABLE " + quote(copy));
  return found;
}

void Trial::require_rights_for_shadow(const Table& table, const std::vector<Step>& planned,
                                      const Location& at) {
  require_rights(connection_, flavour_, table, true, at);
  if (table.triggers.empty()) return;
  copy_of(table, planned, at);  // begins
  auto database = quote(connection_.query("SELECT DATABASE()").rows.at(0).at(0).text);
  auto on = own_table(), side = own_table();
  std::map<std::string, std::vector<std::string>> definers;
  for (auto& trigger : table.triggers)
    definers[trigger.extra.at("definer")].push_back(trigger.name);
  std::vector<std::string> unnamed, powerless;
  for (auto& [definer, triggers] : definers) try {
      // Whether an account may be named as definer depends on that account's own rights, too
      // (MySQL: SYSTEM_USER), which nobody else may be allowed to see. Nor may its other rights be
      // seen: with them a trigger runs, on tables of ours, too, and looks into one of them.
      auto name = quote(on + "_definer");
      connection_.query(fmt::format(
          "CREATE DEFINER = {} TRIGGER {} BEFORE INSERT ON {} FOR EACH ROW IF EXISTS (SELECT 1 "
          "FROM {}) THEN SET @migrate_trial = NEW.here; END IF",
          definer, name, quote(on), quote(side)));
      auto whose = join(triggers, ", ");
      try {
        connection_.query("REPLACE INTO " + quote(on) + " VALUES (1)");
      } catch (const DbError& error) {
        if (error.failure() == Failure::connection_lost) throw;
        powerless.push_back(
            error.failure() == Failure::permission && error.native_code() != "1449"
                ? fmt::format("GRANT SELECT, TRIGGER ON {}.* TO {}: trigger {} ({})", database,
                              definer, whose, error.what())
                : fmt::format("trigger {} of {}: {}", whose, definer, error.what()));
      }
      connection_.query("DROP TRIGGER " + name);
    } catch (const DbError& error) {
      if (error.failure() == Failure::connection_lost) throw;
      unnamed.push_back(fmt::format("a trigger whose definer is {}: {}", definer, error.what()));
    }
  for (auto& name : {on, side}) connection_.query("DROP TABLE " + quote(name));
  if (!unnamed.empty()) refuse_rights(table, unnamed, at);
  if (!powerless.empty()) refuse_rights_of_definers(table, powerless, at);
}

bool Trial::may_grant() {
  auto database = connection_.query("SELECT DATABASE()").rows.at(0).at(0).text;
  return rights(connection_, flavour_, database).may_grant;
}

std::optional<DiskRoom> Trial::disk_room() {
  begin();
  return mysql::disk_room(connection_);
}

std::optional<std::string> Trial::foreign_key(
    const Table& table, const Table& parent, const std::vector<Step>& planned,
    const std::string& change, const std::function<std::string(const std::string&)>& on_copy,
    const Location& at) {
  auto own = copy_of(table, planned, at), other = copy_of(parent, planned, at);
  UncheckedKeys unchecked(connection_);
  return first_taken(table, own, change, on_copy(other), at);
}

// They go with the copy. What is wrong with one is its name of a column, which no later step could
// mend.
std::map<std::string, std::string> Trial::refused_triggers(const Table& table,
                                                           const std::string& copy,
                                                           const TriggerSql& made) {
  std::map<std::string, std::string> refused;
  int tried = 0;
  for (auto& trigger : table.triggers) try {
      for (auto& sql : made(trigger, fmt::format("{}_{}", copy, ++tried), copy))
        connection_.query(sql);
    } catch (const DbError& error) {
      if (error.failure() == Failure::connection_lost) throw;
      refused.emplace(trigger.name, error.what());
      // It stopped in the trigger's own settings.
      for (auto& setting : session_statements(flavour_.explicit_read_write))
        connection_.query(setting);
    }
  return refused;
}

Trial::Shape Trial::shape(const Table& table, const std::vector<Step>& planned,
                          const std::vector<std::string>& changes, const TriggerSql& made,
                          const Location& at) {
  auto copy = another_copy(table, planned, at);
  for (auto& change : changes) try {
      if (!change.empty()) connection_.query(fmt::format("ALTER TABLE {} {}", quote(copy), change));
    } catch (const DbError& error) {
      if (error.failure() == Failure::connection_lost) throw;
      refuse("MIG-PLAN-SQL",
             fmt::format("the server refuses \"ALTER TABLE {} {}\" on an empty copy: {}",
                         quote(table.name), change, error.what()),
             "correct the migration file, then `migrate plan`", at.text());
    }
  std::set<std::string> only{copy};
  auto schema = inspect(connection_, flavour_, &only);
  auto* read = schema.table(copy);
  if (!read)
    unsupported(at,
                fmt::format("after this change \"{}\" is no table that could be read", table.name));
  Shape shape{*read,
              {},
              refused_triggers(table, copy, made),
              leaves_out(partitions_of(connection_, copies_.at(table.name)),
                         partitions_of(connection_, copy))};
  auto text = connection_.query("SHOW CREATE TABLE " + quote(copy)).rows.at(0).at(1).text;
  for (auto& line : split(text, '\n')) {
    std::string part(trim(line));
    if (part.ends_with(",")) part.pop_back();
    for (auto* kind : {"KEY `", "UNIQUE KEY `", "FULLTEXT KEY `", "SPATIAL KEY `"})
      if (part.starts_with(kind))
        for (auto& index : shape.table.indexes)
          if (part.starts_with(std::string(kind).substr(0, std::string(kind).size() - 1) +
                               quote(index.name) + " "))
            shape.indexes[index.name] = part;
  }
  // Named constraints of it would be in the way.
  connection_.query("DROP TABLE " + quote(copy));
  return shape;
}

std::vector<std::string> Trial::places_not_taken(const Table& table,
                                                 const std::vector<Step>& planned,
                                                 const Location& at) {
  auto& copy = copy_of(table, planned, at);
  auto definition = [&](const std::string& name) {
    return connection_.query("SHOW CREATE TABLE " + quote(name)).rows.at(0).at(1).text;
  };
  const auto of_table = definition(table.name), of_copy = definition(copy);
  // A partition has one of its own; a comment is in both.
  auto count = [](const std::string& text, const std::string& word) {
    int found = 0;
    for (auto i = text.find(word); i != std::string::npos; i = text.find(word, i + 1)) ++found;
    return found;
  };
  std::vector<std::string> lost;
  for (const char* word : {"DATA DIRECTORY", "INDEX DIRECTORY"})
    if (count(of_table, word) > count(of_copy, word)) lost.emplace_back(word);
  return lost;
}

std::string Trial::description(const Table& table, const std::vector<Step>& planned,
                               const Location& at) {
  auto& copy = copy_of(table, planned, at);
  // A character set that was the table's own is written out once it has been said: the catalog's
  // columns tell it in either case.
  static const std::regex character_set(" (CHARACTER SET|COLLATE) [a-z0-9_]+");
  auto text = std::regex_replace(
      connection_.query("SHOW CREATE TABLE " + quote(copy)).rows.at(0).at(1).text, character_set,
      "");
  auto columns =
      connection_
          .query(fmt::format("SELECT COLUMN_NAME, CHARACTER_SET_NAME, COLLATION_NAME FROM "
                             "information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND "
                             "TABLE_NAME = {} ORDER BY ORDINAL_POSITION",
                             quote_text(copy)))
          .rows;
  for (auto& column : columns)
    for (auto& field : column) text += "\n" + field.text;
  return text;
}

Trial::Catalog Trial::catalog(const Table& table, const std::string& column) {
  auto row =
      connection_
          .query(fmt::format("SELECT COLUMN_DEFAULT, EXTRA, COLUMN_TYPE, COLLATION_NAME, "
                             "CHARACTER_SET_NAME, IS_NULLABLE, COLUMN_COMMENT FROM "
                             "information_schema.COLUMNS WHERE "
                             "TABLE_SCHEMA = DATABASE() AND TABLE_NAME = {} AND {}",
                             quote_text(copies_.at(table.name)), exactly("COLUMN_NAME", column)))
          .rows.at(0);
  Catalog found;
  if (!row.at(0).is_null()) found.default_value = row.at(0).text;
  found.extra = row.at(1).text;
  found.type = row.at(2).text;
  found.collation = row.at(3).text;
  found.charset = row.at(4).text;
  found.nullable = row.at(5).text;
  found.comment = row.at(6).text;
  return found;
}

}  // namespace migrate::mysql
