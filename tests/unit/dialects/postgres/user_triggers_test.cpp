// Row triggers of the user's beside ours.
#include <fmt/format.h>

#include <algorithm>

#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

using Lines = std::vector<std::string>;

SERVER_TEST(PostgresUserTriggers, ThoseThatFireBehindOursAreRefused) {
  run("CREATE TYPE mood AS ENUM ('sad', 'glad')");
  run("CREATE TABLE d (id int PRIMARY KEY, name text, n int, m mood) PARTITION BY RANGE (id)");
  run("CREATE TABLE d_1 PARTITION OF d DEFAULT");
  run("CREATE FUNCTION fold() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.name := "
      "lower(NEW.name); RETURN NEW; END$$");
  const Lines operations = {
      "  - rename_column: {table: d, from: name, to: called}\n",
      "  - add_column: {table: d, column: {name: up, type: text, nullable: true}, up: "
      "upper(name)}\n",
      "  - drop_column: {table: d, column: n, down: length(name)}\n",
      "  - split_column: {table: d, column: name, into: [{name: a, type: text, up: name}], down: "
      "a}\n",
      "  - alter_column: {table: d, column: n, type: bigint}\n",
      "  - alter_column: {table: d, column: n, type: text, up: name}\n",
      "  - alter_column: {table: d, column: n, nullable: false, up: 1}\n",
      "  - alter_column: {table: d, column: n, check: {name: k, constraint: n > 0}, up: 1}\n",
      "  - alter_enum: {name: mood, rename: [{from: sad, to: blue}]}\n"};
  auto refusal = [&](const std::string& operation) -> std::string {
    try {
      plan(operation);
    } catch (const Error& error) {
      return error.report().what + " " + error.report().next;
    }
    return "";
  };
  const std::string does = " FOR EACH ROW EXECUTE FUNCTION fold()";
  auto expect = [&](const std::string& trigger, const std::string& name) {
    SCOPED_TRACE(trigger);
    auto table = trigger.substr(trigger.find(" ON ") + 4);
    run("CREATE TRIGGER " + trigger + does);
    for (auto& operation : operations) {
      auto said = refusal(operation);
      if (name.empty())
        EXPECT_EQ(said, "") << operation;
      else
        EXPECT_NE(said.find("trigger " + name + ","), std::string::npos) << operation << said;
    }
    run("DROP TRIGGER " + trigger.substr(0, trigger.find(" BEFORE")) + " ON " + table);
  };
  expect("zz_normalise BEFORE INSERT OR UPDATE ON d", "zz_normalise");
  expect("zzz_last BEFORE UPDATE OF name ON d", "zzz_last");
  expect("zz_one BEFORE INSERT ON d_1", "zz_one");
  expect("\"\xC3\xA4 \"\"rger\"\"\" BEFORE DELETE OR UPDATE ON d", "\xC3\xA4 \"rger\"");
  expect("zoe BEFORE INSERT OR UPDATE ON d", "");
  expect("zz_gone BEFORE DELETE ON d", "");
  run("CREATE TRIGGER zz_behind AFTER INSERT OR UPDATE ON d" + does);
  run("CREATE TRIGGER zz_off BEFORE INSERT ON d" + does);
  run("ALTER TABLE d DISABLE TRIGGER zz_off");
  run("ALTER TABLE d_1 DISABLE TRIGGER zz_off");
  for (auto& operation : operations) EXPECT_EQ(refusal(operation), "") << operation;
  // No trigger of ours looks at the row.
  run("ALTER TABLE d ENABLE TRIGGER zz_off");
  EXPECT_EQ(refusal("  - add_column: {table: d, column: {name: k, type: int, nullable: true}}\n"),
            "");
}

}  // namespace migrate::postgres::test
