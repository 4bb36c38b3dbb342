#include <fmt/format.h>

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
              "TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX",
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
      part.expression = row[9].text;
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
              "k.TABLE_NAME WHERE k.REFERENCED_TABLE_NAME IS NOT NULL AND (k.TABLE_SCHEMA = "
              "DATABASE() OR k.REFERENCED_TABLE_SCHEMA = DATABASE()) ORDER BY k.TABLE_SCHEMA, "
              "k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION")
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
    // MariaDB's JSON is LONGTEXT with this check, made and dropped with the column.
    auto* column = row[3].text == "Column" ? table->column(row[1].text) : nullptr;
    if (column && lower(row[2].text) == lower("json_valid(" + quote(column->name) + ")")) {
      column->type = "json";
      column->charset.clear();
      column->collation.clear();
      continue;
    }
    table->checks.push_back({row[1].text, row[2].text, true});
  }
}

namespace {

// root@127.0.0.1 as SQL; a role has no host.
std::string account(const std::string& definer) {
  auto at = definer.rfind('@');
  if (at == std::string::npos || at + 1 == definer.size())
    return quote(definer.substr(0, std::min(at, definer.size())));
  return quote(definer.substr(0, at)) + "@" + quote(definer.substr(at + 1));
}

}  // namespace

void read_triggers(db::Connection& connection, const std::string& only, Schema& schema) {
  auto rows = connection
                  .query(fmt::format(
                      "SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, "
                      "ACTION_STATEMENT, DEFINER, SQL_MODE, COLLATION_CONNECTION FROM "
                      "information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE(){} ORDER BY "
                      "EVENT_OBJECT_TABLE, ACTION_ORDER, TRIGGER_NAME",
                      only))
                  .rows;
  for (auto& row : rows)
    if (auto* table = schema.table(row[0].text); table && !is_own_object(row[1].text))
      table->triggers.push_back({row[1].text,
                                 row[2].text + " " + row[3].text + "\n" + row[4].text,
                                 {{"timing", row[2].text},
                                  {"event", row[3].text},
                                  {"statement", row[4].text},
                                  {"definer", account(row[5].text)},
                                  {"sql_mode", row[6].text},
                                  {"collation", row[7].text}}});
}

void read_views(db::Connection& connection, Schema& schema) {
  auto rows = connection
                  .query(
                      "SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM "
                      "information_schema.VIEWS WHERE TABLE_SCHEMA NOT IN ('sys', 'mysql', "
                      "'information_schema', 'performance_schema')")
                  .rows;
  for (auto& row : rows) {
    if (row[0].text == schema.name) schema.other_names.emplace(row[1].text, "view");
    for (auto& [name, table] : schema.tables)
      // The servers store a view's text with every name in full.
      if (row[2].text.find(quote(schema.name) + "." + quote(name)) != std::string::npos) {
        auto view = row[0].text == schema.name ? row[1].text : row[0].text + "." + row[1].text;
        table.views.push_back(view);
        table.extra["view_sql " + view] = row[2].text;
      }
  }
}

}  // namespace migrate::mysql
