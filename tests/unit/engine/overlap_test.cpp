#include "engine/overlap.hpp"

#include <gtest/gtest.h>

#include "engine/engine.hpp"
#include "util/error.hpp"

namespace migrate {
namespace {

using Touches = std::vector<Touch>;

TEST(Overlap, SameColumnOnly) {
  EXPECT_EQ(overlap(Touches{{"users", "a"}}, Touches{{"users", "a"}}), "users.a");
  EXPECT_EQ(overlap(Touches{{"users", "a"}}, Touches{{"users", "b"}}), "");
  EXPECT_EQ(overlap(Touches{{"users", "a"}}, Touches{{"orders", "a"}}), "");
}

TEST(Overlap, DroppedTablesExcludeEverything) {
  EXPECT_EQ(overlap(Touches{{"users", "*dropped"}}, Touches{{"users", "a"}}), "table users");
  EXPECT_EQ(overlap(Touches{{"users", "*created"}}, Touches{{"users", "a"}}), "");
  EXPECT_EQ(overlap(Touches{{"users", "*created"}}, Touches{{"users", "*created"}}), "table users");
}

TEST(Overlap, IndexesGuardTheirColumnsButNotEachOther) {
  Touches one{{"users", "*index i"}, {"users", "*reads a"}};
  Touches two{{"users", "*index j"}, {"users", "*reads a"}};
  EXPECT_EQ(overlap(one, two), "");
  EXPECT_EQ(overlap(one, Touches{{"users", "a"}}), "users.a");
  EXPECT_EQ(overlap(Touches{{"users", "a"}}, one), "users.a");
  EXPECT_EQ(overlap(one, Touches{{"", "*index i"}}), "index i");
}

TEST(Overlap, WhatARenameRewritesIsOnlyForWhoComparesIt) {
  const Touches renames{{"users", "*dropped"}, {"orders", "*rewritten"}};
  const Touches compares{{"orders", "*dropped"}, {"orders", "*compared"}};
  EXPECT_EQ(overlap(renames, compares), "the definition of orders");
  EXPECT_EQ(overlap(compares, renames), "the definition of orders");
  for (auto* other : {"a", "*dropped", "*created", "*reads a", "*rewritten"})
    EXPECT_EQ(overlap(renames, Touches{{"orders", other}}), "") << other;
  MigrationRecord rename, create;
  rename.touches = renames;
  create.touches = {{"orders", "*created"}};
  EXPECT_FALSE(builds_on(rename, create));
}

TEST(Overlap, ExpressionsGuardTheColumnsTheyName) {
  Migration slug;
  AddColumn add{Identifier("users"), {}, {}};
  add.column.name = Identifier("slug");
  add.up.any = RawSql("lower(Name) || users.\"first\" || nickname");
  slug.operations.push_back({"add_column", add, {}});
  Schema schema;
  auto& users = schema.tables["users"];
  users.name = "users";
  for (auto* name : {"id", "name", "first", "nick"}) users.columns.emplace_back().name = name;
  auto touches = touches_of(slug, Plan{}, schema);
  EXPECT_EQ(overlap(touches, Touches{{"users", "name"}}), "users.name");
  EXPECT_EQ(overlap(touches, Touches{{"users", "first"}}), "users.first");
  EXPECT_EQ(overlap(touches, Touches{{"users", "nick"}}), "");
  EXPECT_EQ(overlap(touches, touches_of(slug, Plan{}, Schema{})), "users.slug");
  // A CHECK may come to the column in contract only.
  add.column.check.emplace();
  add.column.check->constraint.any = RawSql("slug <> nick");
  slug.operations[0].body = add;
  EXPECT_EQ(overlap(touches_of(slug, Plan{}, schema), Touches{{"users", "nick"}}), "users.nick");
}

TEST(Overlap, AnExpressionComesBeforeWhatTakesItsColumnAway) {
  AddColumn add{Identifier("users"), {}, {}};
  add.up.any = RawSql("lower(name)");
  RenameColumn rename{Identifier("users"), Identifier("name"), Identifier("full_name")};
  Migration both;
  both.operations = {{"add_column", add, {}}, {"rename_column", rename, {}}};
  refuse_reading_what_goes(both, EngineKind::sqlite);
  std::swap(both.operations[0], both.operations[1]);
  EXPECT_THROW(refuse_reading_what_goes(both, EngineKind::sqlite), Error);
  rename.from = Identifier("nick");
  both.operations[0].body = rename;
  refuse_reading_what_goes(both, EngineKind::sqlite);
}

TEST(Overlap, SettledMigrationsAreNoObstacle) {
  MigrationRecord made;
  made.id = "1";
  made.stage = Stage::backfilled;
  made.touches = {{"users", "a"}};
  EXPECT_FALSE(unsettled(made));
  made.contract_steps = 1;
  EXPECT_TRUE(unsettled(made));
  made.stage = Stage::contracted;
  EXPECT_FALSE(unsettled(made));
}

TEST(Overlap, WhatIsBuiltOnIsRolledBackLast) {
  MigrationRecord first, second;
  first.touches = {{"users", "*created"}};
  second.touches = {{"users", "nick"}};
  first.started_at = 1;
  second.started_at = 2;
  EXPECT_TRUE(builds_on(second, first));
  EXPECT_FALSE(builds_on(first, second));
  // The clock was set back between the two.
  std::swap(first.started_at, second.started_at);
  first.id = "2";
  second.id = "1";
  EXPECT_TRUE(builds_on(second, first, {{"2", 5}, {"1", 9}}));
  EXPECT_FALSE(builds_on(first, second, {{"2", 5}, {"1", 9}}));
  EXPECT_FALSE(builds_on(second, first, {{"1", 9}}));
  second.started_at = 3;
  second.touches = {{"orders", "nick"}};
  EXPECT_FALSE(builds_on(second, first));
}

TEST(ResolveId, FullPrefixOrUniquePart) {
  std::vector<std::string> ids{"20260101_a", "20260102_b", "20260102_bc"};
  EXPECT_EQ(resolve_id("20260102_b", ids), "20260102_b");
  EXPECT_EQ(resolve_id("20260101", ids), "20260101_a");
  EXPECT_EQ(resolve_id("bc", ids), "20260102_bc");
  EXPECT_THROW(resolve_id("2026", ids), Error);
  EXPECT_THROW(resolve_id("zzz", ids), Error);
  EXPECT_THROW(resolve_id("", ids), Error);
}

}  // namespace
}  // namespace migrate
