#include "tests/support/snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "schema/facts.hpp"
#include "tests/support/record_tables.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

using Lines = std::vector<std::string>;

std::string text_of(const db::Value& value) {
  if (value.is_null()) return "NULL";
  if (value.kind == db::Value::Kind::blob) {
    std::string hex = "x'";
    for (unsigned char byte : value.text) hex += fmt::format("{:02x}", byte);
    return hex + "'";
  }
  return value.text;
}

// "table migrate_step" and the like are not told from others here: see `leftovers`.
std::string leftover_query(EngineKind kind) {
  switch (kind) {
    case EngineKind::sqlite:
      return R"(SELECT type || ' ' || name FROM sqlite_master
                 WHERE name LIKE 'migrate\_%' ESCAPE '\'
                   AND (type IN ('table', 'view') OR tbl_name NOT LIKE 'migrate\_%' ESCAPE '\')
                UNION ALL
                SELECT 'constraint in ' || name FROM sqlite_master
                 WHERE sql LIKE '%CONSTRAINT "migrate\_%' ESCAPE '\'
                UNION ALL
                SELECT 'column ' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND c.name LIKE 'migrate\_%' ESCAPE '\')";
    case EngineKind::postgres:
      return R"(SELECT 'trigger ' || tgname FROM pg_trigger WHERE tgname LIKE 'migrate\_%'
                    OR tgname LIKE 'zz\_migrate\_%'
                UNION ALL
                SELECT 'function ' || proname FROM pg_proc p, pg_namespace n
                 WHERE n.oid = p.pronamespace
                   AND (proname LIKE 'migrate\_%' OR nspname = 'migrate')
                UNION ALL
                SELECT 'relation ' || relname FROM pg_class WHERE relname LIKE 'migrate\_%'
                UNION ALL
                SELECT 'type ' || typname FROM pg_type WHERE typname LIKE 'migrate\_%'
                UNION ALL
                SELECT 'constraint ' || conname FROM pg_constraint WHERE conname LIKE 'migrate\_%'
                UNION ALL
                SELECT 'column ' || attname FROM pg_attribute
                 WHERE attname LIKE 'migrate\_%' AND NOT attisdropped)";
    case EngineKind::mysql:
    case EngineKind::mariadb:
      return R"(SELECT CONCAT(IF(table_type = 'VIEW', 'view ', 'table '), table_name)
                  FROM information_schema.tables
                 WHERE table_schema = DATABASE() AND LOWER(table_name) LIKE 'migrate\_%'
                UNION ALL
                SELECT CONCAT('constraint ', constraint_name)
                  FROM information_schema.table_constraints
                 WHERE table_schema = DATABASE() AND LOWER(constraint_name) LIKE 'migrate\_%'
                   AND LOWER(table_name) NOT LIKE 'migrate\_%'
                UNION ALL
                SELECT CONCAT('trigger ', trigger_name) FROM information_schema.triggers
                 WHERE trigger_schema = DATABASE()
                   AND LOWER(trigger_name) LIKE 'migrate\_%'
                UNION ALL
                SELECT CONCAT('column ', column_name) FROM information_schema.columns
                 WHERE table_schema = DATABASE() AND LOWER(column_name) LIKE 'migrate\_%'
                UNION ALL
                SELECT CONCAT('index ', index_name) FROM information_schema.statistics
                 WHERE table_schema = DATABASE() AND LOWER(index_name) LIKE 'migrate\_%'
                   AND LOWER(table_name) NOT LIKE 'migrate\_%'
                UNION ALL
                SELECT CONCAT('routine ', routine_name) FROM information_schema.routines
                 WHERE routine_schema = DATABASE() AND LOWER(routine_name) LIKE 'migrate\_%')";
  }
  return {};
}

}  // namespace

std::string describe(const Schema& schema) {
  Lines lines;
  for (const SchemaFact& fact : facts_of(schema)) {
    // A value that was added to a type stays there after a rollback: scenarios ask for types
    // themselves.
    if (fact.table.empty()) continue;
    // Two ways to one shape may come to another wording of a view or a trigger.
    const bool worded = fact.object.rfind("view ", 0) == 0 || fact.object.rfind("trigger ", 0) == 0;
    lines.push_back(fmt::format("{}: {} {} {}", fact.table, fact.object, fact.before,
                                worded ? "" : fact.details));
  }
  return join(lines, "\n") + "\n";
}

namespace {

Schema inspected(const Opened& opened) {
  Schema schema = opened.dialect->inspect(*opened.connection, nullptr);
  opened.dialect->read_details(*opened.connection, schema);
  return schema;
}

}  // namespace

std::string schema_of(const Database& database) {
  return describe(inspected(database.looking()));
}

void add_rows(const db::Result& result, const std::string& table,
              const std::set<std::string>& without, const std::set<std::string>& random,
              std::vector<std::string>& lines) {
  for (const db::Row& row : result.rows) {
    std::map<std::string, std::string> values;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string& column = result.columns[i];
      if (without.count(column)) continue;
      const bool hidden = random.count(column) && !row[i].is_null();
      values[column] = hidden ? "…" : text_of(row[i]);
    }
    std::string line = table + ":";
    for (const auto& [column, value] : values) line += fmt::format(" {}={}", column, value);
    lines.push_back(line);
  }
}

namespace {

std::string rows_in(const Opened& opened, const Schema& schema,
                    const std::set<std::string>& random) {
  Lines lines;
  for (const auto& [name, table] : schema.tables) {
    add_rows(opened.connection->query("SELECT * FROM " + opened.dialect->quote(Identifier(name))),
             name, {}, random, lines);
  }
  std::sort(lines.begin(), lines.end());
  return join(lines, "\n") + "\n";
}

}  // namespace

std::string rows_of(const Database& database, const std::set<std::string>& random) {
  const Opened& opened = database.looking();
  return rows_in(opened, opened.dialect->inspect(*opened.connection, nullptr), random);
}

Snapshot snapshot_of(const Database& database) {
  const Opened& opened = database.looking();
  const Schema schema = inspected(opened);
  return {describe(schema), rows_in(opened, schema, {})};
}

std::vector<std::string> leftovers(const Database& database) {
  const Opened& opened = database.looking();
  const std::set<std::string> record = record_tables(*opened.dialect);
  std::vector<std::string> out;
  for (const db::Row& row : opened.connection->query(leftover_query(database.kind())).rows) {
    const std::string& found = row.at(0).text;
    if (!found.starts_with("table ") || !record.count(found.substr(6))) out.push_back(found);
  }
  return out;
}

std::string difference(const std::string& expected, const std::string& actual) {
  const Lines old_lines = split(expected, '\n'), new_lines = split(actual, '\n');
  std::multiset<std::string> gone(old_lines.begin(), old_lines.end());
  std::multiset<std::string> come(new_lines.begin(), new_lines.end());
  std::string out;
  for (const std::string& line : old_lines) {
    auto found = come.find(line);
    if (found == come.end()) {
      out += "- " + line + "\n";
    } else {
      come.erase(found);
    }
  }
  for (const std::string& line : new_lines) {
    auto found = gone.find(line);
    if (found == gone.end()) {
      out += "+ " + line + "\n";
    } else {
      gone.erase(found);
    }
  }
  return out.empty() ? "(same lines in another order)\n" : out;
}

}  // namespace migrate::test
