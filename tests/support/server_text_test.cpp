#include "tests/support/server_text.hpp"

#include <gtest/gtest.h>

namespace migrate::test {
namespace {

std::string trigger(EngineKind kind, const std::string& word) {
  switch (kind) {
    case EngineKind::sqlite:
      return "CREATE TRIGGER note AFTER INSERT ON people BEGIN UPDATE people SET name = '" + word +
             "' WHERE id = NEW.id; END;";
    case EngineKind::postgres:
      return "CREATE OR REPLACE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
             "NEW.name := '" +
             word +
             "'; RETURN NEW; END$$;"
             "CREATE TRIGGER note BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION note();";
    case EngineKind::mysql:
    case EngineKind::mariadb:
      return "CREATE TRIGGER note BEFORE INSERT ON people FOR EACH ROW SET NEW.name = '" + word +
             "';";
  }
  return {};
}

std::string drop_trigger(EngineKind kind) {
  return std::string("DROP TRIGGER note") + (kind == EngineKind::postgres ? " ON people;" : ";");
}

TEST(ServerText, HoldsTheTextOfTriggersAndViews) {
  for (const Server& server : servers()) {
    SCOPED_TRACE(server.name());
    const EngineKind kind = server.kind();
    const auto database = server.create();
    database->execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(20));" +
                      trigger(kind, "a") + "CREATE VIEW named AS SELECT id FROM people;");
    const std::string text = server_text_of(*database);
    database->execute("INSERT INTO people (id) VALUES (1)");
    EXPECT_EQ(server_text_of(*database), text);
    database->execute(drop_trigger(kind) + trigger(kind, "b"));
    EXPECT_NE(server_text_of(*database), text);
    database->execute(drop_trigger(kind) + trigger(kind, "a"));
    EXPECT_EQ(server_text_of(*database), text);
    database->execute("DROP VIEW named; CREATE VIEW named AS SELECT id FROM people WHERE id > 0;");
    EXPECT_NE(server_text_of(*database), text);
  }
}

TEST(ServerText, DoesNotHoldWhatPassesOnMysql) {
  for (const EngineKind kind : {EngineKind::mysql, EngineKind::mariadb}) {
    const Server* server = find_server(kind);
    if (!server) continue;
    SCOPED_TRACE(server->name());
    const auto database = server->create();
    database->execute(
        "CREATE TABLE notes (id INT AUTO_INCREMENT PRIMARY KEY, text VARCHAR(20), code "
        "VARCHAR(20) CHARACTER SET ascii) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;");
    const std::string text = server_text_of(*database);
    database->execute(
        "INSERT INTO notes (text) VALUES ('a'), ('b'); ALTER TABLE notes MODIFY text VARCHAR(20) "
        "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;");
    EXPECT_EQ(server_text_of(*database), text);
    database->execute("ALTER TABLE notes MODIFY code VARCHAR(20) CHARACTER SET latin1;");
    EXPECT_NE(server_text_of(*database), text);
  }
}

}  // namespace
}  // namespace migrate::test
