#include "tests/scenarios/first_time.hpp"

#include <stdexcept>

#include "tests/support/server_text.hpp"
#include "tests/support/snapshot.hpp"

namespace migrate::test {
namespace {

void drop_state(const Database& database) {
  const Opened opened = database.connect();
  db::Connection& connection = *opened.connection;
  std::string tables =
      "SELECT table_name FROM information_schema.tables "
      "WHERE table_schema = DATABASE()";
  switch (database.kind()) {
    case EngineKind::postgres:
      connection.query("DROP SCHEMA migrate CASCADE");
      return;
    case EngineKind::mysql:
    case EngineKind::mariadb:
      connection.query("SET SESSION foreign_key_checks = 0");
      break;
    case EngineKind::sqlite:
      tables = "SELECT name FROM sqlite_master WHERE type = 'table'";
  }
  for (const db::Row& row : connection.query(tables).rows)
    if (opened.dialect->is_own_object(row.at(0).text))
      connection.query("DROP TABLE " + opened.dialect->quote(Identifier(row.at(0).text)));
}

void expect_same(const std::string& what, const std::string& first, const std::string& second) {
  if (first != second)
    throw std::runtime_error("after a rollback a migration comes to " + what +
                             " than the first time:\n" + difference(first, second));
}

}  // namespace

FirstTime::FirstTime(Case& c) {
  c.disconnect();
  copy_ = c.database().copy();
  drop_state(*copy_);
}

void FirstTime::compare(const Case& c) {
  Case first(c.scenario(), std::move(copy_), MIGRATE_BINARY);
  first.must({"up"});
  // Where it hides first, the second one drops.
  for (int i = 0; i < (c.scenario().quarantine ? 2 : 1); ++i)
    first.must({"contract", "--force-gate", "there is no application"});
  expect_same("other rows", rows_of(first.database(), c.scenario().random),
              rows_of(c.database(), c.scenario().random));
  expect_same("another schema", server_text_of(first.database()), server_text_of(c.database()));
}

}  // namespace migrate::test
