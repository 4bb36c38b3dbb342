#include "tests/unit/dialects/postgres/rebuilt.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres::test {

Rebuilt::Rebuilt(db::Connection& connection, const std::string& table, const ShapeChange& change)
    : connection_(connection),
      names_{"public", table, "migrate_shadow_" + table, "migrate_old_" + table},
      change_(change),
      attached_(read_attached(connection, names_, change_)) {}

void Rebuilt::run(const std::vector<std::string>& statements) {
  for (auto& sql : statements) {
    SCOPED_TRACE(sql);
    connection_.query(sql);
  }
}

void Rebuilt::in_transaction(const std::vector<std::string>& statements) {
  db::Transaction transaction(connection_);
  run(statements);
  transaction.commit();
}

void Rebuilt::fill() {
  std::vector<std::string> columns, values;
  for (auto& row :
       connection_
           .query("SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE "
                  "attrelid = to_regclass($1::text) AND attnum > 0 AND NOT attisdropped AND "
                  "attgenerated = '' ORDER BY attnum",
                  {db::Value::of(names_.table_sql())})
           .rows) {
    columns.push_back(quote_name(row[0].text));
    auto retyped = change_.retyped.find(row[0].text);
    values.push_back(columns.back() +
                     (retyped == change_.retyped.end() ? "" : "::" + retyped->second));
  }
  run({fmt::format("INSERT INTO {} ({}) SELECT {} FROM ONLY {}", names_.shadow_sql(),
                   join(columns, ", "), join(values, ", "), names_.table_sql())});
}

void Rebuilt::make() {
  std::vector<std::string> alter;
  for (auto& [column, type] : change_.retyped)
    alter.push_back(fmt::format("ALTER TABLE {0} ALTER COLUMN {1} TYPE {2} USING NULL::{2}",
                                names_.shadow_sql(), quote_name(column), type));
  std::vector<std::string> sql = {fmt::format(
      "{} {} (LIKE {} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED){}",
      attached_.create, names_.shadow_sql(), names_.table_sql(), attached_.create_options)};
  sql.insert(sql.end(), alter.begin(), alter.end());
  sql.insert(sql.end(), attached_.before_copy.begin(), attached_.before_copy.end());
  in_transaction(sql);
  connection_.begin();
  run({"SAVEPOINT rehearsal"});
  run(attached_.rehearsal.checks);
  run(attached_.rehearsal.views);
  run(attached_.rehearsal.under_lock);
  run({"ROLLBACK TO SAVEPOINT rehearsal"});
  connection_.commit();
  fill();
  std::vector<std::string> built;
  for (auto& row : connection_
                       .query("SELECT x.relname, pg_get_indexdef(x.oid) FROM pg_index AS i JOIN "
                              "pg_class AS x ON x.oid = i.indexrelid WHERE i.indrelid = "
                              "to_regclass($1::text) AND NOT EXISTS (SELECT 1 FROM pg_constraint "
                              "AS k WHERE k.conindid = x.oid AND k.contype = 'x')",
                              {db::Value::of(names_.table_sql())})
                       .rows) {
    auto definition = row[1].text;
    auto method = definition.find(" USING ");
    built.push_back(fmt::format("CREATE {}INDEX {} ON {}{}",
                                definition.starts_with("CREATE UNIQUE") ? "UNIQUE " : "",
                                quote_name(name_on_shadow(names_, row[0].text)),
                                names_.shadow_sql(), definition.substr(method)));
  }
  // kept by one of those: a key, or UNIQUE; else as the server says it.
  for (auto& row :
       connection_
           .query("SELECT conname, contype::text, pg_get_constraintdef(oid), confrelid = conrelid, "
                  "concat(CASE WHEN condeferrable THEN ' DEFERRABLE' END, CASE WHEN condeferred "
                  "THEN ' INITIALLY DEFERRED' END) FROM pg_constraint WHERE conrelid = "
                  "to_regclass($1::text) AND contype IN ('p', 'u', 'x', 'f') AND conparentid = 0 "
                  "ORDER BY contype = 'f', conname",
                  {db::Value::of(names_.table_sql())})
           .rows) {
    auto kind = row[1].text;
    auto name = quote_name(kind == "f" ? row[0].text : name_on_shadow(names_, row[0].text));
    auto definition = row[2].text;
    if (row[3].as_int())
      definition = replace_all(definition, "REFERENCES ", "REFERENCES migrate_shadow_");
    if (kind == "p" || kind == "u")
      definition = fmt::format("{} USING INDEX {}{}", kind == "p" ? "PRIMARY KEY" : "UNIQUE", name,
                               row[4].text);
    built.push_back(
        fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", names_.shadow_sql(), name, definition));
  }
  run(built);
  in_transaction(attached_.on_shadow);
  run({"ANALYZE " + names_.shadow_sql()});
}

void Rebuilt::exchange(const Exchange& exchange, const std::vector<Validation>& validations) {
  auto& back = &exchange == &attached_.swap_back ? names_.old : names_.shadow;
  auto tables = attached_.tables;
  tables.push_back(qualified(names_.schema, back));
  auto locks = lock_in_either_order({.tables = tables,
                                     .sequences = attached_.sequences,
                                     .identities = attached_.identities,
                                     .views = exchange.views,
                                     .checks = exchange.checks});
  auto sql = locks.gently;
  sql.push_back(locks.all);
  sql.insert(sql.end(), exchange.under_lock.begin(), exchange.under_lock.end());
  in_transaction(sql);
  for (auto& one : validations) {
    EXPECT_EQ(connection_.query(one.probe).rows.at(0).at(0).as_int(), 0) << one.sql;
    run({one.sql});
    EXPECT_EQ(connection_.query(one.probe).rows.at(0).at(0).as_int(), 1) << one.sql;
  }
}

void Rebuilt::drop_old() {
  run({"DROP TABLE " + names_.old_sql()});
}

}  // namespace migrate::postgres::test
