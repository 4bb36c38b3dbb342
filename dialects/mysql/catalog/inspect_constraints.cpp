#include <fmt/format.h>

#include <cctype>

#include "dialects/mysql/inspect.hpp"
#include "dialects/mysql/quote.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

void read_indexes(db::Connection& connection, const Flavour& flavour, const std::string& only,
                  Schema& schema) {
  auto rows =
      connection
          .query(fmt::format(
              "SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, COLLATION, "
              "SUB_PART, INDEX_TYPE, INDEX_COMMENT, {}, {} FROM "
              "information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE(){} ORDER BY "
              "TABLE_NAME, INDEX_NAME, CAST(INDEX_NAME AS BINARY), SEQ_IN_INDEX",
              flavour.visible_column, flavour.functional_indexes ? "EXPRESSION" : "NULL", only))
          .rows;
  for (auto& row : rows) {
    auto* table = schema.table(row[0].text);
    if (!table || is_own_object(row[1].text)) continue;
    if (table->indexes.empty() || table->indexes.back().name != row[1].text) {
      Index index;
      index.name = row[1].text;
      index.primary = index.name == "PRIMARY";
      index.unique = row[2].as_int() == 0;
      index.constraint = index.unique;
      index.method = row[6].text;
      if (!row[7].text.empty()) index.definition = "COMMENT " + quote_text(row[7].text);
      if (row[8].text != flavour.visible_value)
        index.definition +=
            (index.definition.empty() ? "" : " ") + std::string(flavour.hidden_index_sql);
      table->indexes.push_back(std::move(index));
    }
    IndexPart part;
    if (row[3].is_null())
      part.expression = unescape(row[9].text);  // MySQL's alone
    else
      part.column = row[3].text;
    part.descending = row[4].text == "D";
    if (!row[5].is_null()) part.prefix = static_cast<int>(row[5].as_int());
    table->indexes.back().parts.push_back(std::move(part));
  }
}

namespace {

// InnoDB checks both at once. Which of the two words the catalog has for a key that says nothing
// differs by server, and on MariaDB by what has been altered since.
std::string rule(const std::string& word) {
  return word == "RESTRICT" ? "NO ACTION" : word;
}

}  // namespace

void read_foreign_keys(db::Connection& connection, Schema& schema) {
  auto rows =
      connection
          .query(
              "SELECT k.CONSTRAINT_NAME, k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME, "
              "k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, "
              "r.DELETE_RULE, r.UPDATE_RULE FROM information_schema.KEY_COLUMN_USAGE k JOIN "
              "information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = "
              "k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = "
              "k.TABLE_NAME AND CAST(r.CONSTRAINT_NAME AS BINARY) = "
              "CAST(k.CONSTRAINT_NAME AS BINARY) AND CAST(r.TABLE_NAME AS BINARY) = "
              "CAST(k.TABLE_NAME AS BINARY) WHERE k.REFERENCED_TABLE_NAME IS NOT NULL AND "
              "(k.TABLE_SCHEMA = DATABASE() OR k.REFERENCED_TABLE_SCHEMA = DATABASE()) ORDER BY "
              "k.TABLE_SCHEMA, k.TABLE_NAME, CAST(k.TABLE_NAME AS BINARY), k.CONSTRAINT_NAME, "
              "CAST(k.CONSTRAINT_NAME AS BINARY), k.ORDINAL_POSITION")
          .rows;
  std::vector<ForeignKey> keys;
  std::string last;
  auto shown = [&](const db::Value& database, const db::Value& table) {
    return database.text == schema.name ? table.text : database.text + "." + table.text;
  };
  for (auto& row : rows) {
    auto id = row[1].text + '\0' + row[2].text + '\0' + row[0].text;
    if (keys.empty() || id != last) {
      ForeignKey key;
      key.name = row[0].text;
      key.table = shown(row[1], row[2]);
      key.ref_table = shown(row[4], row[5]);
      key.on_delete = rule(row[7].text);
      key.on_update = rule(row[8].text);
      keys.push_back(std::move(key));
      last = id;
    }
    keys.back().columns.push_back(row[3].text);
    keys.back().ref_columns.push_back(row[6].text);
  }
  for (auto& key : keys) {
    if (auto* table = schema.table(key.table)) table->foreign_keys.push_back(key);
    if (auto* table = schema.table(key.ref_table)) table->referenced_by.push_back(key);
  }
}

void read_checks(db::Connection& connection, const Flavour& flavour, Schema& schema) {
  // MySQL's view does not name the table, and a name is unique in the database; on MariaDB it is
  // unique in its table.
  auto rows =
      connection
          .query(flavour.json_is_text
                     ? "SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE, LEVEL FROM "
                       "information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()"
                     : "SELECT t.TABLE_NAME, c.CONSTRAINT_NAME, c.CHECK_CLAUSE, 'Table' FROM "
                       "information_schema.CHECK_CONSTRAINTS c JOIN "
                       "information_schema.TABLE_CONSTRAINTS t ON t.CONSTRAINT_SCHEMA = "
                       "c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME AND "
                       "t.CONSTRAINT_TYPE = 'CHECK' WHERE c.CONSTRAINT_SCHEMA = DATABASE()")
          .rows;
  for (auto& row : rows) {
    auto* table = schema.table(row[0].text);
    if (!table) continue;
    // MariaDB's JSON is LONGTEXT of this collation with this check, made and dropped with the
    // column. On a text of another kind somebody has put it: said as JSON, the column would become
    // another.
    auto* column = row[3].text == "Column" ? table->column(row[1].text) : nullptr;
    if (column && column->type == "longtext" && column->collation == "utf8mb4_bin" &&
        lower(row[2].text) == lower("json_valid(" + quote(column->name) + ")")) {
      column->type = "json";
      column->charset.clear();
      column->collation.clear();
      continue;
    }
    table->checks.push_back(
        {row[1].text, flavour.json_is_text ? row[2].text : unescape(row[2].text), true});
  }
}

std::string account(const std::string& definer) {
  auto at = definer.rfind('@');
  if (at == std::string::npos || at + 1 == definer.size())
    return quote(definer.substr(0, std::min(at, definer.size())));
  return quote(definer.substr(0, at)) + "@" + quote(definer.substr(at + 1));
}

// Behind what SHOW CREATE TRIGGER has ahead of the statement. MySQL's has a form of its own;
// MariaDB's is what somebody typed, without comments and FOLLOWS: names may hold anything, in
// quotes.
std::string behind_for_each_row(const std::string& whole) {
  static const std::vector<std::string> words = {"for", "each", "row"};
  std::size_t met = 0;
  for (std::size_t at = 0; at < whole.size();) {
    const char c = whole[at];
    // A comment of the header, which MariaDB keeps where the client does.
    const char* comment = nullptr;
    if (whole.compare(at, 2, "/*") == 0) comment = "*/";
    if (c == '#' || whole.compare(at, 3, "-- ") == 0) comment = "\n";
    if (comment != nullptr) {
      at = whole.find(comment, at + 1);
      if (at == std::string::npos) break;
      continue;
    }
    if (c == '`' || c == '\'' || c == '"') {
      at = whole.find(c, at + 1);
      if (at == std::string::npos) break;
      ++at;
      met = 0;
      continue;
    }
    auto end = at;
    while (end < whole.size() && (std::isalnum(static_cast<unsigned char>(whole[end])) != 0 ||
                                  whole[end] == '_' || whole[end] == '$'))
      ++end;
    if (end == at) {
      if (std::isspace(static_cast<unsigned char>(c)) == 0) met = 0;
      ++at;
      continue;
    }
    const auto word = lower(whole.substr(at, end - at));
    met = word == words[met] ? met + 1 : word == words[0] ? 1 : 0;
    at = end;
    if (met == words.size()) return std::string(trim(whole.substr(at)));
  }
  return {};
}

// A trigger's statement as it was written. information_schema shows strings otherwise: MySQL 9.7.4
// 'it''s' as 'it's' and '\\\\' as '\\', MariaDB 10.11 the latter.
std::string written(db::Connection& connection, const std::string& trigger,
                    const std::string& shown) {
  if (shown.find_first_of("'\"\\") == std::string::npos) return shown;
  std::string text;
  try {
    text = behind_for_each_row(
        connection.query("SHOW CREATE TRIGGER " + quote(trigger)).rows.at(0).at(2).text);
  } catch (const db::DbError& error) {
    // Dropped since the list was read, or its table is locked: of most triggers no more than the
    // name is wanted.
    if (error.failure() == db::Failure::connection_lost) throw;
  }
  return text.empty() ? shown : text;
}

void read_triggers(db::Connection& connection, const std::string& only, Schema& schema) {
  auto rows = connection
                  .query(fmt::format(
                      "SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, "
                      "ACTION_STATEMENT, DEFINER, SQL_MODE, COLLATION_CONNECTION FROM "
                      "information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE(){} ORDER BY "
                      "EVENT_OBJECT_TABLE, ACTION_ORDER, TRIGGER_NAME",
                      only))
                  .rows;
  for (auto& row : rows) {
    auto* table = schema.table(row[0].text);
    if (!table || is_own_object(row[1].text)) continue;
    auto statement = written(connection, row[1].text, row[4].text);
    table->triggers.push_back({row[1].text,
                               row[2].text + " " + row[3].text + "\n" + statement,
                               {{"timing", row[2].text},
                                {"event", row[3].text},
                                {"statement", statement},
                                {"definer", account(row[5].text)},
                                {"sql_mode", row[6].text},
                                {"collation", row[7].text}}});
  }
}

void read_views(db::Connection& connection, Schema& schema) {
  auto rows = connection
                  .query(
                      "SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM "
                      "information_schema.VIEWS WHERE TABLE_SCHEMA NOT IN ('sys', 'mysql', "
                      "'information_schema', 'performance_schema')")
                  .rows;
  for (auto& row : rows) {
    bool here = row[0].text == schema.name;
    if (here) schema.other_names.emplace(row[1].text, "view");
    // Shown so where it is another account's and this one lacks SHOW VIEW.
    if (here && row[2].text.empty())
      for (auto& [_, table] : schema.tables) {
        auto& hidden = table.extra["hidden_views"];
        hidden += (hidden.empty() ? "" : "\n") + row[1].text;
      }
    for (auto& [name, table] : schema.tables)
      // The servers store a view's text with every name in full.
      if (row[2].text.find(quote(schema.name) + "." + quote(name)) != std::string::npos) {
        auto view = here ? row[1].text : row[0].text + "." + row[1].text;
        table.views.push_back(view);
        table.extra["view_sql " + view] = row[2].text;
      }
  }
}

}  // namespace migrate::mysql
