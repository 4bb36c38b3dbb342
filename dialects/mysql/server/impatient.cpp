#include "dialects/mysql/server/impatient.hpp"

#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "dialects/mysql/quote.hpp"

namespace migrate::mysql {

namespace {

using db::DbError;
using db::Failure;

// What an attempt in vain builds and throws away of such a table takes a tenth of a second or two.
constexpr std::int64_t small_table = 16L << 20;

struct Alter {
  std::string table;    // without its database
  std::string actions;  // and how
};

std::optional<Alter> alter_of(std::string_view statement) {
  constexpr std::string_view begin = "ALTER TABLE ";
  if (!statement.starts_with(begin)) return std::nullopt;
  Alter alter;
  auto at = begin.size();
  for (bool more = true; more; more = at < statement.size() && statement[at] == '.' && ++at) {
    if (at >= statement.size() || statement[at] != '`') return std::nullopt;
    alter.table.clear();
    for (++at;; ++at) {
      if (at >= statement.size()) return std::nullopt;
      if (statement[at] != '`')
        alter.table += statement[at];
      else if (at + 1 < statement.size() && statement[at + 1] == '`')
        alter.table += statement[at++];
      else
        break;
    }
    ++at;
  }
  if (at >= statement.size() || statement[at] != ' ') return std::nullopt;
  alter.actions = statement.substr(at + 1);
  return alter;
}

bool contains_any(const std::string& text, std::initializer_list<const char*> words) {
  for (const char* word : words)
    if (text.find(word) != std::string::npos) return true;
  return false;
}

// Changes the catalog alone, although it cannot be called INSTANT.
bool is_light(const std::string& actions) {
  if (contains_any(actions, {", ADD INDEX", ", ADD UNIQUE", ", ADD KEY", ", ADD COLUMN", ", MODIFY",
                             ", CHANGE", ", DROP COLUMN", "ALGORITHM=COPY"}))
    return false;
  for (const char* begin : {"DROP INDEX ", "RENAME INDEX ", "ALTER INDEX ", "DROP FOREIGN KEY "})
    if (actions.starts_with(begin)) return true;
  return false;
}

// Nothing where there is no such table.
std::optional<bool> is_small(db::Connection& connection, const std::string& table) {
  auto rows = connection
                  .query(fmt::format("SELECT DATA_LENGTH + INDEX_LENGTH FROM "
                                     "information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() "
                                     "AND TABLE_NAME = {}",
                                     quote_text(table)))
                  .rows;
  if (rows.empty()) return std::nullopt;
  return !rows[0][0].is_null() && rows[0][0].as_int() <= small_table;
}

bool is_setting(const std::string& statement) {
  return statement.starts_with("SET SESSION ") || statement.starts_with("SET NAMES ");
}

bool is_short(db::Connection& connection, const std::string& statement) {
  for (const char* begin :
       {"RENAME TABLE ", "CREATE TRIGGER ", "CREATE DEFINER", "DROP TRIGGER ", "CREATE TABLE ",
        "DROP TABLE ", "CREATE ALGORITHM", "DROP VIEW ", "LOCK TABLES ", "UNLOCK TABLES"})
    if (statement.starts_with(begin)) return true;
  if (is_setting(statement)) return true;
  auto alter = alter_of(statement);
  if (!alter) return false;
  if (alter->actions.ends_with(", ALGORITHM=INSTANT") || is_light(alter->actions)) return true;
  // A table of ours that is only being made.
  if (is_own_object(alter->table) && is_small(connection, alter->table).value_or(true)) return true;
  // One that copies holds writers off meanwhile: not again and again.
  if (!alter->actions.ends_with(", LOCK=NONE")) return false;
  bool key = alter->actions.starts_with("ADD CONSTRAINT ") &&
             alter->actions.find(" FOREIGN KEY ") != std::string::npos;
  return key || is_small(connection, alter->table).value_or(false);
}

// MariaDB, in the way of its own NOWAIT. With lock_wait_timeout = 0 a request that cannot be
// granted is never queued: nobody waits behind it, and no deadlock has it in its circle. So it is
// with what a statement asks for at its end. Nor does one that has that lock then wait for a row
// lock of somebody who waits behind it, which no detection of deadlocks would see.
class Refusing final : public AtOnce {
  bool can_ask(db::Connection&) override { return true; }

  Outcome ask(db::Connection& connection, const std::string& statement,
              const LockedObjects&) override {
    connection.query("SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0");
    try {
      connection.query(statement);
      return Outcome::ran;
    } catch (const DbError& error) {
      if (error.failure() != Failure::lock_timeout) throw;
      return Outcome::given_up;
    }
  }
};

}  // namespace

bool AtOnce::suits(db::Connection& connection, const std::string& statement) {
  return is_short(connection, statement) && can_ask(connection);
}

Impatient::Outcome AtOnce::run(db::Connection& connection, const std::string& statement,
                               const LockedObjects& locks) {
  const bool begins = statement.starts_with("LOCK TABLES ");
  // An attempt that failed in the middle.
  if (begins && has_locked_) connection.query("UNLOCK TABLES");
  if (begins) has_locked_ = false;
  if (has_locked_ || is_setting(statement)) {
    connection.query(statement);
    if (statement.starts_with("UNLOCK TABLES")) has_locked_ = false;
    return Outcome::ran;
  }
  const auto outcome = ask(connection, statement, locks);
  if (begins && outcome == Outcome::ran) {
    has_locked_ = true;
    connection.limit_lock_wait(std::chrono::seconds(1));
  }
  return outcome;
}

std::unique_ptr<Impatient> impatient(const Flavour& flavour,
                                     std::function<db::ConnectionPtr()> another) {
  if (flavour.lock_wait_may_be_zero) return std::make_unique<Refusing>();
  return guarded(std::move(another));
}

}  // namespace migrate::mysql
