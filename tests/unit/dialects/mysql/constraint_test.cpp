// create_constraint, and what the servers would refuse of one only when rows have been filled.
#include "dialects/mysql/flavour.hpp"
#include "tests/unit/dialects/mysql/support.hpp"
#include "util/error.hpp"

namespace migrate::mysql::test {
namespace {

TEST(ForeignKeys, haveNamesOfTheirTableFromMariaDB121On) {
  EXPECT_FALSE(flavour_of("9.7.4").keys_belong_to_tables);
  EXPECT_FALSE(flavour_of("11.8.2-MariaDB").keys_belong_to_tables);
  EXPECT_TRUE(flavour_of("12.1.2-MariaDB").keys_belong_to_tables);
}

SERVER_TEST(CreateConstraint, a_foreign_key_with_the_name_of_another_tables_is_refused) {
  if (flavour_of(value("SELECT VERSION()")).keys_belong_to_tables) return;
  run("CREATE TABLE p (id INT PRIMARY KEY)");
  run("CREATE TABLE q (id INT PRIMARY KEY, CONSTRAINT own FOREIGN KEY (id) REFERENCES p (id))");
  run("CREATE TABLE t (id INT PRIMARY KEY, c INT, CONSTRAINT positive CHECK (c > 0))");
  run("CREATE TABLE u (id INT PRIMARY KEY, c INT, KEY owner_of (c))");
  auto key = [](const std::string& name, const std::string& table = "u") {
    return "  - create_constraint: {table: " + table + ", name: " + name +
           ", type: foreign_key, columns: [c], references: {table: p, columns: [id]}}\n";
  };
  for (auto* name : {"own", "OWN"})
    EXPECT_NE(refusal(key(name)).find("MIG-PLAN-EXISTS: table \"q\" has a foreign key \"own\""),
              std::string::npos)
        << refusal(key(name));
  // Of two that are new, and of one that goes.
  EXPECT_NE(refusal(key("fresh") + key("fresh", "t")).find("\"u\" has a foreign key \"fresh\""),
            std::string::npos);
  EXPECT_EQ(refusal("  - drop_constraint: {table: q, name: own}\n" + key("own")), "planned");
  // A CHECK of another table has a name of another kind, an index one of its table's.
  EXPECT_EQ(refusal(key("positive")), "planned");
  EXPECT_EQ(refusal(key("owner_of", "t")), "planned");
  auto plan = this->plan(key("positive"));
  for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) run_phase(plan, phase);
}

// Of partitions (1503), too long (1071), on MariaDB by a hash, which copies the table: not when
// half of the migration has been done.
SERVER_TEST(CreateIndex, that_the_server_does_not_take_is_refused_when_planned) {
  run("CREATE TABLE t (id INT NOT NULL, part INT NOT NULL, c INT, s VARCHAR(1000), PRIMARY KEY "
      "(id, "
      "part)) CHARSET=utf8mb4 PARTITION BY HASH (part) PARTITIONS 2");
  auto create = [](const std::string& more) {
    return "  - create_index: {name: i, table: t, " + more + "}\n";
  };
  for (auto& operation :
       {std::string("  - create_constraint: {table: t, name: u, type: unique, columns: [c]}\n"),
        std::string("  - alter_column: {table: t, column: c, unique: {name: u}}\n"),
        create("unique: true, columns: [{column: c}]")})
    EXPECT_TRUE(refusal(operation).starts_with("MIG-PLAN-")) << operation;
  EXPECT_NE(refusal(create("unique: true, columns: [{column: s}, {column: part}]")), "planned");
  EXPECT_EQ(refusal(create("unique: true, columns: [{column: c}, {column: part}]")), "planned");
  EXPECT_EQ(refusal(create("columns: [{column: c}]")), "planned");
}

// Copies for a trial have no foreign keys: what a plan says for their sake, or of a table that is
// not there yet, is no error there.
SERVER_TEST(CreateIndex, is_tried_where_foreign_keys_are_near) {
  run("CREATE TABLE p (id INT PRIMARY KEY)");
  run("CREATE TABLE t (id INT PRIMARY KEY, c INT, d INT, CONSTRAINT t_c FOREIGN KEY (c) REFERENCES "
      "p (id))");
  EXPECT_EQ(
      refusal("  - create_index: {name: one, table: t, columns: [{column: c}, {column: d}]}\n"
              "  - create_index: {name: two, table: t, columns: [{column: c}, {column: id}]}\n"
              "  - create_index: {name: three, table: t, columns: [{column: d}]}\n"),
      "planned");
  EXPECT_EQ(
      refusal(
          "  - create_table:\n      name: a\n      columns: [{name: id, type: int, pk: true}]\n"
          "  - create_table:\n      name: b\n      columns:\n"
          "        - {name: id, type: int, pk: true}\n"
          "        - {name: a_id, type: int, references: {name: b_a, table: a, column: id}}\n"
          "  - create_index: {name: both, table: b, columns: [{column: a_id}, {column: id}]}\n"),
      "planned");
}

SERVER_TEST(DropIndex, that_an_auto_increment_column_needs_is_refused) {
  run("CREATE TABLE t (id INT PRIMARY KEY, n BIGINT NOT NULL AUTO_INCREMENT, c INT, UNIQUE KEY "
      "by_n "
      "(n, c), KEY by_c (c, n))");
  const std::string needed =
      "index \"by_n\" of table \"t\" is needed by the AUTO_INCREMENT column \"n\"";
  const std::string drop = "  - drop_index: {table: t, name: by_n}\n";
  for (auto& operation : {drop, std::string("  - drop_constraint: {table: t, name: by_n}\n"),
                          std::string("  - drop_column: {table: t, column: c}\n"),
                          std::string("  - drop_column: {table: t, column: n}\n")})
    EXPECT_NE(refusal(operation).find(needed), std::string::npos) << refusal(operation);
  EXPECT_EQ(refusal("  - drop_index: {table: t, name: by_c}\n"), "planned");
  run("ALTER TABLE t ADD KEY n_again (n)");
  run_phase(plan(drop), Phase::contract);
  EXPECT_EQ(inspect().table("t")->index("by_n"), nullptr);
}

}  // namespace
}  // namespace migrate::mysql::test
