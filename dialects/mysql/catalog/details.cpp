#include "dialects/mysql/catalog/details.hpp"

#include <fmt/format.h>

#include "dialects/mysql/quote.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

void read_tables(Schema& schema) {
  for (auto& [_, table] : schema.tables) {
    auto& text = table.details["table"];
    auto add = [&](const char* what, const std::string& said) {
      if (!said.empty()) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", what, said);
    };
    auto said = [&](const char* what) {
      auto at = table.extra.find(what);
      return at == table.extra.end() ? std::string() : at->second;
    };
    for (auto* what : {"engine", "collation", "kind"}) add(what, said(what));
    // MySQL keeps the quotes as somebody typed them, or puts in those of its SQL mode.
    add("partition",
        std::string(trim(replace_all(replace_all(said("partition"), "`", ""), "\"", ""))));
    add("comment", said("comment"));
  }
}

// As information_schema shows the statement: SHOW CREATE TRIGGER, which shows more of it, waits for
// whoever has locked the table.
void read_triggers(db::Connection& connection, Schema& schema) {
  auto rows = connection
                  .query(
                      "SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, "
                      "ACTION_STATEMENT, DEFINER, SQL_MODE FROM information_schema.TRIGGERS WHERE "
                      "TRIGGER_SCHEMA = DATABASE()")
                  .rows;
  for (auto& row : rows)
    if (auto* table = schema.table(row[0].text))
      table->details["trigger " + row[1].text] =
          fmt::format("{} {} {}, definer {}, sql_mode {}", row[2].text, row[3].text, row[4].text,
                      row[5].text, row[6].text);
}

// The name of this database, which a copy of it does not have, is left out.
void read_views(db::Connection& connection, Schema& schema) {
  auto rows = connection
                  .query(
                      "SELECT TABLE_SCHEMA, TABLE_NAME, CHECK_OPTION, SECURITY_TYPE, DEFINER FROM "
                      "information_schema.VIEWS WHERE TABLE_SCHEMA NOT IN ('sys', 'mysql', "
                      "'information_schema', 'performance_schema')")
                  .rows;
  for (auto& row : rows) {
    auto view = row[0].text == schema.name ? row[1].text : row[0].text + "." + row[1].text;
    for (auto& [_, table] : schema.tables)
      if (auto sql = table.extra.find("view_sql " + view); sql != table.extra.end())
        table.details["view " + view] = fmt::format(
            "{}{}, sql security {}, definer {}",
            replace_all(sql->second, quote(schema.name) + ".", ""),
            row[2].text == "NONE" ? "" : ", check option " + row[2].text, row[3].text, row[4].text);
  }
}

void read_checks(db::Connection& connection, Schema& schema) {
  auto rows =
      connection
          .query(
              "SELECT TABLE_NAME, CONSTRAINT_NAME FROM information_schema.TABLE_CONSTRAINTS WHERE "
              "CONSTRAINT_SCHEMA = DATABASE() AND CONSTRAINT_TYPE = 'CHECK' AND ENFORCED = 'NO'")
          .rows;
  for (auto& row : rows)
    if (auto* table = schema.table(row[0].text))
      table->details["check " + row[1].text] = "not enforced";
}

}  // namespace

void read_details(db::Connection& connection, const Flavour& flavour, Schema& schema) {
  read_tables(schema);
  read_triggers(connection, schema);
  read_views(connection, schema);
  if (flavour.kind == EngineKind::mysql) read_checks(connection, schema);
}

}  // namespace migrate::mysql
