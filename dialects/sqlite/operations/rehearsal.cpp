#include "dialects/sqlite/operations/rehearsal.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/inspect.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/state.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

// Virtual tables before the tables that they keep for themselves, which they make (after a VACUUM
// the schema names those first). Tables before indexes before views and triggers, which may refer
// to any of them.
int rank(const std::string& definition) {
  for (auto& token : tokenize(definition)) {
    if (token.is_word("VIRTUAL")) return 0;
    if (token.is_word("TABLE")) return 1;
    if (token.is_word("INDEX")) return 2;
    if (token.is_word("VIEW")) return 3;
    if (token.is_word("TRIGGER")) return 4;
  }
  return 1;
}

using Views = std::map<std::string, std::vector<std::string>>;

// The columns of each view that can be read.
Views columns_of_views(db::Connection& connection) {
  Views views;
  for (auto& view : connection.query("SELECT name FROM sqlite_schema WHERE type = 'view'").rows) {
    try {
      for (auto& column : connection
                              .query("SELECT name FROM pragma_table_info(?1) ORDER BY cid",
                                     {db::Value::of(view[0].text)})
                              .rows)
        views[view[0].text].push_back(column[0].text);
    } catch (const db::DbError&) {
      // A function that the application brings.
    }
  }
  return views;
}

// A column of a view that has another name now. SQLite calls one that is given no name by that of
// the table's column, which a rename changes in the view, too.
std::string renamed_column(const Views& before, const Views& after) {
  for (auto& [view, columns] : before) {
    auto found = after.find(view);
    if (found == after.end() || found->second.size() != columns.size()) continue;
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (lower(columns[i]) != lower(found->second[i]))
        return fmt::format("the column {} of the view {} would be called {}", columns[i], view,
                           found->second[i]);
  }
  return {};
}

}  // namespace

Rehearsal::Rehearsal(const Schema& schema) {
  for (auto& statement : state_sql().create) connection_.query(statement);
  auto definitions = schema.definitions;
  std::stable_sort(definitions.begin(), definitions.end(),
                   [](auto& a, auto& b) { return rank(a) < rank(b); });
  for (auto& definition : definitions) {
    try {
      connection_.query(definition);
    } catch (const db::DbError& problem) {
      // What needs a collation, function or module that only the application registers, and the
      // internal tables that a virtual table or ANALYZE makes itself, cannot stand here. Whatever
      // of the plan depends on them then fails in the rehearsal as it would on this connection.
      failed_.push_back({definition, problem.what()});
    }
  }
}

void Rehearsal::run(const std::vector<std::string>& sql) {
  db::Transaction transaction(connection_);
  for (auto& statement : sql) connection_.query(statement);
  transaction.commit();
}

void Rehearsal::try_out(const std::vector<std::string>& sql) {
  db::Transaction transaction(connection_);
  for (auto& statement : sql) connection_.query(statement);
}

void Rehearsal::enforce_foreign_keys() {
  connection_.query("PRAGMA foreign_keys=ON");
}

void Rehearsal::compile(const std::string& sql) {
  connection_.compile(sql);
}

void Rehearsal::compile_writes(const std::string& table) {
  std::vector<std::string> set;
  auto columns = connection_.query("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0",
                                   {db::Value::of(table)});
  for (auto& row : columns.rows) set.push_back(fmt::format("{0} = {0}", quote(row[0].text)));
  const auto t = quote(table);
  compile(fmt::format("INSERT INTO {} DEFAULT VALUES", t));
  compile(fmt::format("UPDATE {} SET {}", t, join(set, ", ")));
  compile("DELETE FROM " + t);
}

std::vector<std::string> Rehearsal::tables() {
  std::vector<std::string> names;
  auto result = connection_.query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE "
      "'\\' AND name NOT LIKE 'migrate\\_%' ESCAPE '\\' ORDER BY name");
  for (auto& row : result.rows) names.push_back(row[0].text);
  return names;
}

void Rehearsal::read_virtual(const std::string& table) {
  auto result = connection_.query("SELECT rootpage FROM sqlite_schema WHERE name = ?1",
                                  {db::Value::of(table)});
  if (result.rows.at(0)[0].text == "0") connection_.query("SELECT * FROM " + quote(table));
}

std::set<std::string> Rehearsal::usable() {
  std::set<std::string> found;
  for (auto& table : tables()) {
    try {
      compile_writes(table);
      read_virtual(table);
      found.insert(table);
    } catch (const db::DbError&) {
      // A function or module that the application brings: nothing can be said of it.
    }
  }
  return found;
}

std::optional<Rehearsal::Unusable> Rehearsal::unusable_after(const std::vector<std::string>& sql,
                                                             const std::set<std::string>& before) {
  const auto views = columns_of_views(connection_);
  db::Transaction transaction(connection_);
  for (auto& statement : sql) connection_.query(statement);
  if (auto why = renamed_column(views, columns_of_views(connection_)); !why.empty())
    return Unusable{std::move(why),
                    "make the view anew before, with names of its own: SELECT a AS a"};
  for (auto& table : tables()) {
    if (!before.contains(table)) continue;
    try {
      compile_writes(table);
    } catch (const db::DbError& problem) {
      return Unusable{fmt::format("a write to {} would fail: {}", table, problem.what()),
                      "let the trigger name the columns that it writes, or drop it first"};
    }
    try {
      read_virtual(table);
    } catch (const db::DbError& problem) {
      return Unusable{
          fmt::format("a query of the virtual table {} would fail: {}", table, problem.what()),
          "drop the virtual table first, and make it anew when this migration has contracted"};
    }
  }
  return std::nullopt;
}

Schema Rehearsal::schema(const Schema& before) {
  auto after = inspect(connection_, nullptr);
  for (auto& [name, table] : after.tables) {
    table.estimated_rows = table.bytes = 0;
    if (auto* same = before.table(name)) {
      table.estimated_rows = same->estimated_rows;
      table.bytes = same->bytes;
    }
  }
  for (auto& failed : failed_) {
    after.definitions.push_back(failed.definition);
    for (auto& [name, table] : before.tables)
      if (auto sql = table.extra.find("sql");
          sql != table.extra.end() && sql->second == failed.definition)
        after.tables.emplace(name, table);
  }
  return after;
}

std::string Rehearsal::failure(const std::string& table) const {
  for (auto& failed : failed_)
    if (rank(failed.definition) <= 1 && mentions(failed.definition, table)) return failed.why;
  return {};
}

}  // namespace migrate::sqlite
