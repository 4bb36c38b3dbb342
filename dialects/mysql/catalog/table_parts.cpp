#include "dialects/mysql/catalog/table_parts.hpp"

#include <fmt/format.h>

#include "dialects/mysql/quote.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// One row of the catalog. The names of all parts have one collation, whatever their views say.
std::string rows(const std::string& part, const std::string& name,
                 const std::vector<std::string>& words, const std::string& from) {
  std::vector<std::string> told;
  // NULL is not 'NULL'.
  for (auto& word : words) told.push_back("QUOTE(" + word + ")");
  return fmt::format(
      "SELECT '{}' AS part, CONVERT({} USING utf8mb4) COLLATE utf8mb4_bin AS name, "
      "SHA2(CONCAT_WS(',', {}), 256) AS words FROM {}",
      part, name, join(told, ", "), from);
}

// The servers' catalogs differ in which of the two words a key has that says nothing.
std::string rule(const std::string& column) {
  return fmt::format("IF({0} = 'RESTRICT', 'NO ACTION', {0})", column);
}

// A copy of the database has another name, and what is recorded in it the same tables.
std::string here(const std::string& schema) {
  return fmt::format("NULLIF({}, DATABASE())", schema);
}

std::string not_ours(const std::string& name) {
  return " AND " + name + " NOT LIKE 'migrate\\_%'";
}

}  // namespace

// Where a part has several rows, their order is in each of them.
std::string parts_sql(const Flavour& flavour, const std::string& table) {
  const auto t = quote_text(table);
  auto of = [&](const char* view, const char* schema = "TABLE_SCHEMA",
                const char* name = "TABLE_NAME") {
    return fmt::format("information_schema.{} WHERE {} = DATABASE() AND {} = {}", view, schema,
                       name, t);
  };
  std::vector<std::string> all = {
      rows("column", "COLUMN_NAME",
           {"COLUMN_TYPE", "IS_NULLABLE", "COLUMN_DEFAULT", "COLLATION_NAME", "EXTRA",
            "COLUMN_COMMENT", "GENERATION_EXPRESSION"},
           of("COLUMNS")),
      rows("index", "INDEX_NAME",
           {"SEQ_IN_INDEX", "NON_UNIQUE", "COLUMN_NAME",
            flavour.functional_indexes ? "EXPRESSION" : "NULL", "COLLATION", "SUB_PART",
            "INDEX_TYPE", "INDEX_COMMENT", std::string(flavour.visible_column)},
           of("STATISTICS") + not_ours("INDEX_NAME")),
      rows("trigger", "TRIGGER_NAME",
           {"ACTION_TIMING", "EVENT_MANIPULATION", "ACTION_STATEMENT", "DEFINER", "SQL_MODE",
            "COLLATION_CONNECTION"},
           of("TRIGGERS", "TRIGGER_SCHEMA", "EVENT_OBJECT_TABLE") + not_ours("TRIGGER_NAME")),
      rows("partition", "PARTITION_NAME",
           {"SUBPARTITION_NAME", "PARTITION_METHOD", "SUBPARTITION_METHOD", "PARTITION_EXPRESSION",
            "SUBPARTITION_EXPRESSION", "PARTITION_DESCRIPTION", "PARTITION_COMMENT"},
           of("PARTITIONS") + " AND PARTITION_NAME IS NOT NULL"),
      flavour.json_is_text
          ? rows("check", "CONSTRAINT_NAME", {"CHECK_CLAUSE"},
                 of("CHECK_CONSTRAINTS", "CONSTRAINT_SCHEMA"))
          : rows("check", "k.CONSTRAINT_NAME", {"k.CHECK_CLAUSE", "c.ENFORCED"},
                 "information_schema.CHECK_CONSTRAINTS k JOIN "
                 "information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = "
                 "k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE "
                 "c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = " +
                     t),
      rows("foreign key", "k.CONSTRAINT_NAME",
           {"k.ORDINAL_POSITION", "k.COLUMN_NAME", here("k.REFERENCED_TABLE_SCHEMA"),
            "k.REFERENCED_TABLE_NAME", "k.REFERENCED_COLUMN_NAME", rule("r.DELETE_RULE"),
            rule("r.UPDATE_RULE")},
           fmt::format("information_schema.KEY_COLUMN_USAGE k JOIN "
                       "information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = "
                       "k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND "
                       "r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND "
                       "k.TABLE_NAME = {}",
                       t) +
               not_ours("k.CONSTRAINT_NAME")),
      rows("options of", "TABLE_NAME",
           {"ENGINE", "ROW_FORMAT", "TABLE_COLLATION", "CREATE_OPTIONS", "TABLE_COMMENT"},
           of("TABLES"))};
  return "SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS "
         "UNSIGNED)))), 16, '0') AS digest FROM (\n" +
         join(all, "\nUNION ALL ") + ") AS parts GROUP BY part, name";
}

std::vector<TablePart> read_parts(db::Connection& connection, const Flavour& flavour,
                                  const std::string& table) {
  std::vector<TablePart> parts;
  for (auto& row : connection.query(parts_sql(flavour, table) + " ORDER BY part, name").rows)
    parts.push_back({row.at(0).text, row.at(1).text, row.at(2).text});
  return parts;
}

}  // namespace migrate::mysql
