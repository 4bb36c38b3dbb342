#include "tests/support/snapshot.hpp"

#include <gtest/gtest.h>

namespace migrate::test {
namespace {

TEST(Leftovers, AreAllThatIsNamedSoButTheRecord) {
  for (const Server& server : servers()) {
    SCOPED_TRACE(server.name());
    const bool postgres = server.kind() == EngineKind::postgres;
    const std::unique_ptr<Database> database = server.create();
    database->execute(postgres ? "CREATE SCHEMA migrate; CREATE TABLE migrate.step (id integer)"
                               : "CREATE TABLE migrate_step (id integer)");
    database->execute("CREATE TABLE t (id integer PRIMARY KEY)");
    EXPECT_TRUE(leftovers(*database).empty());
    const std::vector<std::string> made = {
        "CREATE TABLE migrate_t__shadow (id integer)", "CREATE TABLE migrate_trial_1 (id integer)",
        "CREATE VIEW migrate_now AS SELECT id FROM t",
        "CREATE TABLE u (id integer, CONSTRAINT \"migrate_u__t\" FOREIGN KEY (id) REFERENCES t "
        "(id))",
        "CREATE TABLE w (id integer, CONSTRAINT \"migrate_w__id\" CHECK (id > 0))"};
    std::size_t before = 0;
    for (const std::string& sql : made) {
      database->execute(sql);
      const std::size_t now = leftovers(*database).size();
      EXPECT_GT(now, before) << sql;
      before = now;
    }
  }
}

}  // namespace
}  // namespace migrate::test
