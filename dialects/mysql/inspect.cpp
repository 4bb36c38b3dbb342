#include "dialects/mysql/inspect.hpp"

#include <fmt/format.h>

#include <regex>

#include "dialects/mysql/catalog/written_expressions.hpp"
#include "dialects/mysql/quote.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

std::uint64_t count(const db::Value& value) {
  return value.is_null() ? 0 : std::stoull(value.text);
}

}  // namespace

std::string encryption(const std::string& options) {
  static const std::regex whole(R"(\bENCRYPTION\s*=\s*['"]?Y\b)", std::regex::icase),
      encrypted(R"(\bENCRYPTED`?\s*=\s*['"]?YES\b)", std::regex::icase),
      key(R"(\bENCRYPTION_KEY_ID`?\s*=\s*['"]?(\d+))", std::regex::icase);
  if (std::regex_search(options, whole)) return "ENCRYPTION='Y'";
  std::string sql = std::regex_search(options, encrypted) ? "ENCRYPTED=YES" : "";
  if (std::smatch found; std::regex_search(options, found, key))
    sql += (sql.empty() ? "" : " ") + ("ENCRYPTION_KEY_ID=" + found[1].str());
  return sql;
}

namespace {

// The tool's own tables are read where they are asked for by name.
void read_tables(db::Connection& connection, const std::string& only, Schema& schema) {
  auto rows =
      connection
          .query(fmt::format(
              "SELECT TABLE_NAME, ENGINE, ROW_FORMAT, TABLE_ROWS, DATA_LENGTH + INDEX_LENGTH, "
              "CREATE_OPTIONS, TABLE_COMMENT, TABLE_COLLATION, TABLE_TYPE "
              "FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE IN "
              "('BASE TABLE', 'SYSTEM VERSIONED'){}",
              only))
          .rows;
  for (auto& row : rows) {
    if (only.empty() && is_own_object(row[0].text)) continue;
    Table table;
    table.name = row[0].text;
    table.extra["engine"] = row[1].text;
    table.extra["row_format"] = row[2].text;
    table.estimated_rows = count(row[3]);
    table.bytes = count(row[4]);
    if (row[5].text.find("partitioned") != std::string::npos) table.extra["kind"] = "partitioned";
    if (auto sql = encryption(row[5].text); !sql.empty()) table.extra["encryption"] = sql;
    table.extra["comment"] = row[6].text;
    table.extra["collation"] = row[7].text;
    if (row[8].text == "SYSTEM VERSIONED") table.extra["kind"] = "system versioned";
    schema.tables[table.name] = std::move(table);
  }
}

void read_partitions(db::Connection& connection, const std::string& only, Schema& schema) {
  auto rows = connection
                  .query(fmt::format(
                      "SELECT DISTINCT TABLE_NAME, PARTITION_EXPRESSION, SUBPARTITION_EXPRESSION "
                      "FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND "
                      "PARTITION_EXPRESSION IS NOT NULL{}",
                      only))
                  .rows;
  for (auto& row : rows)
    if (auto* table = schema.table(row[0].text))
      table->extra["partition"] = row[1].text + " " + row[2].text;
}

// Of accounts that this one may see; each line: privileges, grantee, whether it may grant them on.
// "SELECT, INSERT\t'app'@'%'\tgrant"
void read_grants(db::Connection& connection, const std::string& only, Schema& schema) {
  auto rows =
      connection
          .query(fmt::format(
              "SELECT TABLE_NAME, PRIVILEGE_TYPE, GRANTEE, IS_GRANTABLE, '' AS COLUMN_NAME FROM "
              "information_schema.TABLE_PRIVILEGES WHERE TABLE_SCHEMA = DATABASE(){0}\nUNION "
              "ALL\nSELECT TABLE_NAME, PRIVILEGE_TYPE, GRANTEE, IS_GRANTABLE, COLUMN_NAME FROM "
              "information_schema.COLUMN_PRIVILEGES WHERE TABLE_SCHEMA = DATABASE(){0}\nORDER BY "
              "TABLE_NAME, COLUMN_NAME <> '', GRANTEE, IS_GRANTABLE, PRIVILEGE_TYPE, COLUMN_NAME",
              only))
          .rows;
  std::string last;
  for (auto& row : rows) {
    auto* table = schema.table(row[0].text);
    if (!table) continue;
    auto grantee = row[2].text;
    // A role of MariaDB's has no host, not even an empty one.
    if (grantee.ends_with("@''")) grantee.resize(grantee.size() - 3);
    auto privilege =
        row[4].text.empty() ? row[1].text : fmt::format("{} ({})", row[1].text, quote(row[4].text));
    auto whose = fmt::format("\t{}\t{}", grantee, row[3].text == "YES" ? "grant" : "");
    auto& grants = table->extra["grants"];
    auto line = fmt::format("{}{}{}", row[0].text, row[4].text.empty(), whose);
    if (line == last)
      grants.insert(grants.size() - whose.size(), ", " + privilege);
    else
      grants += (grants.empty() ? "" : "\n") + privilege + whose;
    last = line;
  }
}

// Needs the PROCESS privilege; without it nothing is known, and the server itself refuses the
// statement when the versions are used up. INNODB_TABLES has names as files have them
// ("my@002ddb"), in a character set that SQL cannot name; a table's own file has them plain in the
// dictionary. In a tablespace that tables share only a name of plain letters is known.
void read_row_versions(db::Connection& connection, Schema& schema) {
  try {
    auto rows =
        connection
            .query(
                "SELECT t.NAME, CASE WHEN t.NAME NOT LIKE '%@%' THEN t.NAME ELSE s.NAME END, "
                "t.TOTAL_ROW_VERSIONS FROM information_schema.INNODB_TABLES AS t LEFT JOIN "
                "information_schema.INNODB_TABLESPACES_BRIEF AS s ON s.SPACE = t.SPACE AND "
                "s.SPACE_TYPE = 'Single' WHERE t.TOTAL_ROW_VERSIONS > 0")
            .rows;
    for (auto& row : rows) {
      auto prefix = schema.name + "/";
      auto name = row[1].text;
      if (!name.starts_with(prefix)) continue;
      name = name.substr(prefix.size());
      // In a file's name this sign is that of a partition alone.
      if (row[0].text.find("#p#") != std::string::npos) name = name.substr(0, name.rfind("#p#"));
      auto* table = schema.table(name);
      if (!table) continue;
      auto& most = table->extra["row_versions"];
      if (most.empty() || std::stoi(most) < row[2].as_int()) most = row[2].text;
    }
  } catch (const db::DbError& e) {
    if (e.failure() == db::Failure::connection_lost) throw;
  }
}

}  // namespace

Schema inspect(db::Connection& connection, const Flavour& flavour,
               const std::set<std::string>* tables) {
  Schema schema;
  schema.engine = flavour.kind;
  schema.version = flavour.version;
  schema.version_number = flavour.version_number;
  schema.name = connection.query("SELECT DATABASE()").rows.at(0).at(0).text;
  std::string only;
  if (tables) {
    std::vector<std::string> names;
    for (auto& name : *tables) names.push_back(quote_text(name));
    if (names.empty()) return schema;
    only = " AND TABLE_NAME IN (" + join(names, ", ") + ")";
  }
  read_tables(connection, only, schema);
  if (schema.tables.empty()) return schema;
  read_partitions(connection, only, schema);
  if (flavour.row_versions > 0) read_row_versions(connection, schema);
  read_columns(connection, flavour, only, schema);
  read_indexes(connection, flavour, only, schema);
  read_checks(connection, flavour, schema);
  if (!flavour.default_is_sql) mend_expressions(connection, schema);
  read_foreign_keys(connection, schema);
  read_triggers(connection, replace_all(only, "TABLE_NAME", "EVENT_OBJECT_TABLE"), schema);
  read_views(connection, schema);
  read_grants(connection, only, schema);
  return schema;
}

}  // namespace migrate::mysql
