#include "tests/support/image.hpp"

#include <gtest/gtest.h>

namespace migrate::test {
namespace {

// What a copy could forget, engine by engine where they spell it differently.
std::string script(EngineKind kind) {
  std::string sql =
      "CREATE TABLE parents (id INTEGER PRIMARY KEY, name VARCHAR(20) DEFAULT 'x', twice INTEGER "
      "GENERATED ALWAYS AS (id * 2) STORED);"
      "CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id));"
      "CREATE INDEX children_parent ON children (parent);"
      "CREATE VIEW names AS SELECT name FROM parents;"
      "INSERT INTO parents (id, name) VALUES (1, 'Ada'), (2, NULL);"
      "INSERT INTO children (id, parent) VALUES (10, 1);";
  if (kind == EngineKind::mysql || kind == EngineKind::mariadb)
    sql +=
        "CREATE TABLE counted (id INTEGER AUTO_INCREMENT PRIMARY KEY, parent INTEGER NOT NULL, "
        "FOREIGN KEY (parent) REFERENCES parents (id));"
        "INSERT INTO counted (parent) VALUES (1), (1);"
        "DELETE FROM counted;"
        "CREATE TRIGGER upper_case BEFORE INSERT ON parents FOR EACH ROW SET NEW.name = "
        "UPPER(NEW.name);";
  return sql;
}

TEST(Image, OfACopyIsTheSame) {
  for (const Server& server : servers()) {
    SCOPED_TRACE(server.name());
    const std::unique_ptr<Database> original = server.create();
    original->execute(script(server.kind()));
    const std::string image = image_of(*original, original->connect(), {});
    EXPECT_NE(image.find("Ada"), std::string::npos);
    const std::unique_ptr<Database> copy = original->copy();
    EXPECT_EQ(image_of(*copy, copy->connect(), {}), image);
    copy->execute("UPDATE parents SET name = 'Grace' WHERE id = 1");
    EXPECT_NE(image_of(*copy, copy->connect(), {}), image);
    EXPECT_EQ(image_of(*original, original->connect(), {}), image);
  }
}

TEST(Image, TellsNothingOfRandomColumnsButNull) {
  const Server& server = *find_server(EngineKind::sqlite);
  const std::unique_ptr<Database> database = server.create();
  database->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, token TEXT)");
  database->execute("INSERT INTO t VALUES (1, 'a')");
  const std::string image = image_of(*database, database->connect(), {"token"});
  database->execute("UPDATE t SET token = 'b'");
  EXPECT_EQ(image_of(*database, database->connect(), {"token"}), image);
  database->execute("UPDATE t SET token = NULL");
  EXPECT_NE(image_of(*database, database->connect(), {"token"}), image);
}

}  // namespace
}  // namespace migrate::test
