#include "tests/support/record_tables.hpp"

namespace migrate::test {

std::set<std::string> record_tables(const Dialect& dialect, Record which) {
  std::set<std::string> tables = {"layout",      "migration",    "step",     "checkpoint", "claim",
                                  "schema_fact", "app_instance", "approval", "control",    "lease"};
  if (dialect.kind() == EngineKind::sqlite) tables.insert("guard");
  if (which == Record::tells) tables = {"event", "history"};
  std::set<std::string> named;
  for (const std::string& table : tables) named.insert(dialect.state_sql().table(table));
  return named;
}

std::set<std::string> record_tables(const Dialect& dialect) {
  std::set<std::string> all = record_tables(dialect, Record::decides);
  all.merge(record_tables(dialect, Record::tells));
  return all;
}

}  // namespace migrate::test
