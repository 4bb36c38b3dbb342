#include "plan/plan.hpp"

#include <gtest/gtest.h>

#include "plan/names.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {
namespace {

Step full_step() {
  Step step;
  step.id = "backfill-1";
  step.phase = Phase::backfill;
  step.kind = StepKind::fill;
  step.title = "fill \"users\".full_name — \xC3\xA9\n";
  step.table = "users";
  step.sql = {"UPDATE a", "UPDATE b"};
  step.undo = {"DROP c"};
  step.transactional = true;
  step.patient = true;
  step.destructive = true;
  step.lock = {"ACCESS EXCLUSIVE", "users", "milliseconds", "catalog only"};
  step.strategy = Strategy::in_place;
  step.why = "because";
  step.probe = "SELECT 1";
  step.cleanup = {"DROP INDEX x"};
  step.loss = "SELECT 0";
  step.loss_what = "rows";
  step.expect = "0";
  Batch batch;
  batch.table = "users";
  batch.key = {"a", "b"};
  batch.start = {"SELECT a, b", {}};
  batch.end = {"SELECT b, a", {}};
  batch.bounds = {"SELECT $1",
                  {{BatchParam::Source::from, 0},
                   {BatchParam::Source::end, 1},
                   {BatchParam::Source::offset, 0}}};
  batch.work = {"UPDATE", {{BatchParam::Source::from, 1}, {BatchParam::Source::to, 0}}};
  batch.before = {"SET x"};
  batch.session = {"SET y"};
  batch.session_after = {"RESET y"};
  batch.by_blocks = true;
  batch.by_numbers = true;
  batch.estimated_rows = 18446744073709551615ull;
  step.batch = batch;
  return step;
}

TEST(StepJson, ReadsAPlanThatWasStoredBeforeBlocksWereTold) {
  auto json = to_json(full_step());
  const std::string field = "\"by_blocks\":true,";
  ASSERT_NE(json.find(field), std::string::npos);
  json.erase(json.find(field), field.size());
  EXPECT_FALSE(step_from_json(json).batch->by_blocks);
}

// Such a plan says by the order of its parameters what `offset` counts.
TEST(StepJson, ReadsAPlanThatWasStoredBeforeNumbersWereTold) {
  const std::string field = "\"by_numbers\":true,";
  auto read = [&](const Step& step) {
    auto json = to_json(step);
    EXPECT_NE(json.find(field), std::string::npos);
    json.erase(json.find(field), field.size());
    return step_from_json(json);
  };
  auto step = full_step();
  EXPECT_FALSE(read(step).batch->by_numbers);
  std::swap(step.batch->bounds.params[1], step.batch->bounds.params[2]);
  EXPECT_TRUE(read(step).batch->by_numbers);
  step.batch->bounds.params.clear();
  EXPECT_FALSE(read(step).batch->by_numbers);
}

TEST(StepJson, ReadsTheLockOfAPlanThatWasStoredBeforeThereWereLists) {
  auto json =
      replace_all(to_json(full_step()), R"("object":"users")", R"("object":"users, posts")");
  auto back = step_from_json(json);
  EXPECT_EQ(back.lock.object, LockedObjects("users").with("posts"));
  EXPECT_FALSE(back.undo_lock);
  EXPECT_EQ(&back.lock_to_undo(), &back.lock);
}

TEST(StepJson, KeepsEachNameWhole) {
  for (auto& object :
       {LockedObjects(), LockedObjects("users"), LockedObjects("a, b"), LockedObjects("a,b"),
        LockedObjects("a, b").with("users"), LockedObjects(LockedObject{"a, b", "partitions"}),
        LockedObjects(LockedObject{"users", "partitions"}).with(LockedObject{"index \"x\""})}) {
    auto step = full_step();
    step.lock.object = object;
    step.undo_lock = {"SHARE", object, "long", "so"};
    auto back = step_from_json(to_json(step));
    EXPECT_EQ(back.lock.object, object) << object.text();
    EXPECT_EQ(back.lock_to_undo().object, object) << object.text();
    EXPECT_EQ(back.lock_to_undo().level, "SHARE");
    EXPECT_EQ(to_json(back), to_json(step));
  }
}

TEST(StepJson, KeepsWhatIsWaitedFor) {
  auto step = full_step();
  EXPECT_TRUE(step_from_json(to_json(step)).before_undo.empty());
  step.kind = StepKind::wait;
  step.before_undo = {"BEGIN", "SELECT 1"};
  auto back = step_from_json(to_json(step));
  EXPECT_EQ(back.kind, StepKind::wait);
  EXPECT_EQ(back.before_undo, step.before_undo);
}

TEST(StepJson, KeepsWhatRunsAheadOfALog) {
  auto step = full_step();
  step.kind = StepKind::apply;
  step.log.emplace();
  step.log->first = {"DELETE FROM w", "INSERT INTO w"};
  auto json = to_json(step);
  EXPECT_EQ(step_from_json(json).log->first, step.log->first);
  // Plans that were stored before there was this field have none.
  const std::string field = R"("first":["DELETE FROM w","INSERT INTO w"],)";
  ASSERT_NE(json.find(field), std::string::npos);
  json.erase(json.find(field), field.size());
  EXPECT_TRUE(step_from_json(json).log->first.empty());
}

TEST(StepJson, KeepsWhatTheUsersSqlSets) {
  auto step = full_step();
  EXPECT_FALSE(step_from_json(to_json(step)).own_session);
  step.own_session = {{"SET a", "SET b"}, {"SET c"}};
  const auto back = step_from_json(to_json(step));
  ASSERT_TRUE(back.own_session);
  EXPECT_EQ(back.own_session->settings, step.own_session->settings);
  EXPECT_EQ(back.own_session->undo, step.own_session->undo);
}

TEST(StepJson, KeepsTheWeakerLocks) {
  auto step = full_step();
  step.lock = {"ACCESS EXCLUSIVE", "orders", "", ""};
  EXPECT_EQ(step.lock.taken(), "ACCESS EXCLUSIVE on orders");
  EXPECT_EQ(to_json(step).find("also"), std::string::npos);
  step.lock.also = {{"ROW EXCLUSIVE", LockedObjects("notes").with("told")}};
  auto back = step_from_json(to_json(step));
  EXPECT_EQ(back.lock.taken(), "ACCESS EXCLUSIVE on orders; ROW EXCLUSIVE on notes, told");
}

TEST(LockedObjects, NameEachOnceAndSayWhatIsLockedWithIt) {
  LockedObjects objects = "orders";
  objects.add({"customers"});
  objects.add({"orders", "partitions"});
  objects.add({""});
  objects.add({"orders"});
  EXPECT_EQ(objects.text(), "orders and its partitions, customers");
  EXPECT_EQ(LockedObjects("a, b").with("c").text(), "\"a, b\", c");
  EXPECT_EQ(LockedObjects().text(), "");
  EXPECT_TRUE(LockedObjects("").empty());
}

TEST(StepJson, GoesThereAndBackWithEveryField) {
  auto json = to_json(full_step());
  auto back = step_from_json(json);
  EXPECT_EQ(to_json(back), json);
  EXPECT_EQ(back.title, full_step().title);
  EXPECT_EQ(back.batch->bounds.params[2].source, BatchParam::Source::offset);
  EXPECT_EQ(back.batch->session, (std::vector<std::string>{"SET y"}));
  EXPECT_EQ(back.batch->session_after, (std::vector<std::string>{"RESET y"}));
  EXPECT_TRUE(back.batch->by_blocks);
  EXPECT_TRUE(back.batch->by_numbers);
  EXPECT_EQ(back.batch->estimated_rows, 18446744073709551615ull);
  EXPECT_EQ(back.expect, "0");
  EXPECT_TRUE(back.destructive && back.patient && back.transactional);
  EXPECT_EQ(back.strategy, Strategy::in_place);
  EXPECT_EQ(back.lock.hold, "milliseconds");
}

TEST(StepJson, RefusesWhatItDidNotWrite) {
  for (auto text : {"", "{}", "[1]", "not json", R"({"id":1})"}) {
    try {
      step_from_json(text);
      FAIL() << text;
    } catch (const Error& e) {
      EXPECT_EQ(e.report().code, "MIG-STATE-CORRUPT");
    }
  }
  auto json = replace_all(to_json(full_step()), "\"fill\"", "\"fell\"");
  EXPECT_THROW(step_from_json(json), Error);
}

Step step_with_all() {
  auto step = full_step();
  step.undo_lock = {"SHARE", LockedObjects(LockedObject{"users", "partitions"}), "", ""};
  step.lock.also = {{"ROW EXCLUSIVE", LockedObjects("notes")}};
  step.before_undo = {"SELECT 1"};
  step.log.emplace();
  step.log->key = {"id"};
  step.log->together = {{"SELECT 2", {}}};
  step.log->at_once = {{"SELECT 3", {}}};
  step.cutover = step.completes_cutover = step.tidies = step.hides = step.only_in_phase = true;
  step.batch->once = step.batch->notes = step.batch->users = true;
  step.budget_ms = 50;
  step.hold_from = 1;
  step.quarantine_ms = 1000;
  step.own_session = {{"SET a"}, {"SET b"}};
  step.copy = {true, {full_step()}};
  step.restore = {full_step()};
  step.noting = {"users.name", "SELECT 4", "DELETE", 1000};
  return step;
}

// An older program would carry out what it knows of such a step, and record it as done.
TEST(StepJson, RefusesWhatANewerVersionHasWritten) {
  const auto json = to_json(step_with_all());
  EXPECT_EQ(to_json(step_from_json(json)), json);
  for (std::string beside :
       {R"("id":"backfill-1")", R"("by_blocks":true)", R"("part":1)", R"("params":[])",
        R"("level":"ACCESS EXCLUSIVE")", R"("level":"ROW EXCLUSIVE")", R"("below":"partitions")",
        R"("at_once":[)", R"("settings":["SET a"])", R"("instead":true)", R"("every_ms":1000)"}) {
    ASSERT_NE(json.find(beside), std::string::npos) << beside;
    try {
      step_from_json(replace_all(json, beside, R"("later":true,)" + beside));
      FAIL() << beside;
    } catch (const Error& e) {
      EXPECT_EQ(e.report().code, "MIG-STATE-NEWER") << beside;
      EXPECT_EQ(e.exit(), ExitCode::usage);
      EXPECT_NE(e.report().what.find("\"later\""), std::string::npos) << e.report().what;
    }
  }
}

// Which it has no more: it was empty in every plan.
TEST(StepJson, ReadsABatchOfTheFirstVersion) {
  const auto json = to_json(full_step());
  const auto first = replace_all(json, R"("by_blocks":true)", R"("after":[],"by_blocks":true)");
  EXPECT_EQ(to_json(step_from_json(first)), json);
}

TEST(Plan, StepsStandInPhaseOrderWhateverTheOrderTheyCameIn) {
  Plan plan;
  add_step(plan, Phase::contract, StepKind::ddl, "c1");
  add_step(plan, Phase::expand, StepKind::ddl, "e1");
  add_step(plan, Phase::backfill, StepKind::ddl, "b1");
  add_step(plan, Phase::expand, StepKind::ddl, "e2");
  add_step(plan, Phase::contract, StepKind::ddl, "c2");
  std::vector<std::string> ids, titles;
  for (auto& step : plan.steps) ids.push_back(step.id), titles.push_back(step.title);
  EXPECT_EQ(ids, (std::vector<std::string>{"expand-1", "expand-2", "backfill-1", "contract-1",
                                           "contract-2"}));
  EXPECT_EQ(titles, (std::vector<std::string>{"e1", "e2", "b1", "c1", "c2"}));
  EXPECT_TRUE(plan.has_contract());
}

TEST(Plan, ComparesEverythingBeforeContractChangesAnything) {
  Plan plan;
  add_step(plan, Phase::backfill, StepKind::verify, "b1");
  add_step(plan, Phase::contract, StepKind::verify, "c1");
  add_step(plan, Phase::contract, StepKind::ddl, "c2");
  add_step(plan, Phase::contract, StepKind::verify, "c3");
  add_step(plan, Phase::contract, StepKind::check, "c4");
  compare_before_contract(plan);
  std::vector<std::string> steps;
  for (auto& step : plan.steps) steps.push_back(step.id + " " + step.title);
  EXPECT_EQ(steps, (std::vector<std::string>{"backfill-1 b1", "contract-1 c1", "contract-2 c3",
                                             "contract-3 c2", "contract-4 c4"}));
  // What ends an exchange stays ahead of it.
  Plan exchanges;
  for (std::string table : {"a", "b"}) {
    add_step(exchanges, Phase::contract, StepKind::verify, "compare " + table);
    add_step(exchanges, Phase::contract, StepKind::apply, "rest of " + table).completes_cutover =
        true;
    add_step(exchanges, Phase::contract, StepKind::ddl, "exchange " + table);
  }
  compare_before_contract(exchanges);
  steps.clear();
  for (auto& step : exchanges.steps) steps.push_back(step.title);
  EXPECT_EQ(steps, (std::vector<std::string>{"compare a", "compare b", "rest of a", "exchange a",
                                             "rest of b", "exchange b"}));
  // What applying a log would write over is looked for before that.
  Plan looks;
  add_step(looks, Phase::contract, StepKind::check, "of another").table = "a";
  add_step(looks, Phase::contract, StepKind::check, "equal rows").table = "t";
  add_step(looks, Phase::contract, StepKind::apply, "apply").table = "t";
  add_step(looks, Phase::contract, StepKind::check, "strangers").table = "t";
  add_step(looks, Phase::contract, StepKind::verify, "compare").table = "t";
  compare_before_contract(looks);
  steps.clear();
  for (auto& step : looks.steps) steps.push_back(step.title);
  EXPECT_EQ(steps, (std::vector<std::string>{"equal rows", "apply", "compare", "of another",
                                             "strangers"}));
  Plan nothing;
  compare_before_contract(nothing);
  EXPECT_TRUE(nothing.steps.empty());
}

TEST(ObjectName, IsPlainWhereItCanBe) {
  EXPECT_EQ(object_name({"users", "full_name", "ins"}, 63), "migrate_users__full_name__ins");
}

TEST(ObjectName, NeverCollides) {
  EXPECT_NE(object_name({"a_", "b"}, 63), object_name({"a", "_b"}, 63));
  EXPECT_NE(object_name({"a__b"}, 63), object_name({"a", "b"}, 63));
  std::string long_a(70, 'x'), long_b = long_a;
  long_b.back() = 'y';
  EXPECT_NE(object_name({long_a}, 63), object_name({long_b}, 63));
  EXPECT_EQ(object_name({long_a}, 63).size(), 63u);
}

// Triggers of `Users` and `users`, of `é` and `e`: MySQL takes one's name for the other's.
TEST(ObjectName, DiffersByMoreThanCaseAndAccentsWhereThatIsNothing) {
  const NameLimit loose(63, true);
  EXPECT_EQ(object_name({"users", "e"}, loose), "migrate_users__e");
  EXPECT_EQ(object_name({"Users"}, 63), "migrate_Users");
  for (std::string other : {"Users", "us\xC3\xA9rs", "useRs"}) {
    auto made = object_name({other, "insert"}, loose);
    EXPECT_TRUE(made.starts_with("migrate_" + other + "__insert_")) << made;
    EXPECT_NE(made.substr(made.size() - 10),
              object_name({"USERS", "insert"}, loose)
                  .substr(std::string("migrate_USERS__insert_").size()));
  }
}

TEST(ObjectName, DoesNotCutACharacterInTwo) {
  for (std::size_t pad = 0; pad < 4; ++pad) {
    std::string name(pad, 'x');
    for (int i = 0; i < 40; ++i) name += "\xE2\x82\xAC";
    auto made = object_name({name}, 63);
    EXPECT_LE(made.size(), 63u);
    EXPECT_TRUE(is_utf8(made)) << made;
  }
}

}  // namespace
}  // namespace migrate
