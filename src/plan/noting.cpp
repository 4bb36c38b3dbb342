#include "plan/noting.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plan/names.hpp"
#include "util/overloaded.hpp"

namespace migrate {

namespace {

std::string text_of(const SqlText& sql, EngineKind engine) {
  auto* text = sql.for_engine(engine);
  return text ? text->value : "";
}

std::vector<OldSide> all_sides(const Migration& migration, Plan& plan) {
  std::vector<OldSide> sides;
  auto engine = plan.engine;
  for (auto& operation : migration.operations)
    std::visit(
        Overloaded{[&](const RenameColumn& o) {
                     sides.push_back({o.table.value, o.from.value, {o.to.value}, ""});
                   },
                   [&](const DropColumn& o) {
                     sides.push_back({o.table.value, o.column.value, {}, text_of(o.down, engine)});
                   },
                   [&](const SplitColumn& o) {
                     OldSide side{o.table.value, o.column.value, {}, text_of(o.down, engine)};
                     for (auto& into : o.into) side.news.push_back(into.column.name.value);
                     sides.push_back(std::move(side));
                   },
                   [&](const MergeColumns& o) {
                     for (auto& part : o.columns)
                       sides.push_back({o.table.value,
                                        part.column.value,
                                        {o.into.column.name.value},
                                        text_of(part.down, engine)});
                   },
                   [&](const DropTable& o) {
                     sides.push_back({o.name.value, "", {}, ""});
                   },
                   [&](const RenameTable& o) {
                     plan.notes.push_back(
                         fmt::format("writes through {} are not noted: the table behind both names "
                                     "is one",
                                     o.from.value));
                   },
                   [](const auto&) {}},
        operation.body);
  return sides;
}

}  // namespace

std::vector<OldSide> old_sides(const Migration& migration, Plan& plan, const Schema& schema) {
  if (!migration.contract.notes_writes()) return {};
  auto sides = all_sides(migration, plan);
  std::erase_if(sides, [&](const OldSide& side) {
    bool exchanged = std::any_of(plan.steps.begin(), plan.steps.end(), [&](const Step& step) {
      return step.table == side.table && step.strategy == Strategy::shadow;
    });
    if (exchanged)
      plan.notes.push_back(fmt::format(
          "writes through {} are not noted: the table is exchanged for another", side.name()));
    auto* table = schema.table(side.table);
    auto* column = table ? table->column(side.column) : nullptr;
    // Nobody writes a generated column.
    return exchanged || !table || (!side.column.empty() && (!column || column->generated));
  });
  return sides;
}

std::int64_t noting_interval(const ContractSettings& settings) {
  auto tenth = settings.quiet.value_or(Millis(100000)).count() / 10;
  return std::clamp<std::int64_t>(tenth / 1000 * 1000, 1000, 10000);
}

std::string noting_name(const Migration& migration, const OldSide& side, const std::string& what,
                        NameLimit limit) {
  return object_name({what, migration.id, side.table, side.column}, limit);
}

Step& add_end_of_noting(Plan& plan, const OldSide& side, bool hides) {
  Step step;
  step.id = "contract-0";  // all of contract is numbered once it is complete
  step.phase = Phase::contract;
  step.kind = StepKind::ddl;
  step.title = fmt::format("note no longer who writes {}", side.name());
  step.table = side.table;
  step.hides = hides;
  step.why = "the gate has seen what there was to see";
  auto at = std::find_if(plan.steps.begin(), plan.steps.end(),
                         [](const Step& other) { return other.phase == Phase::contract; });
  return *plan.steps.insert(at, std::move(step));
}

bool tells_given(const Column& column) {
  return !column.identity && (!column.default_sql || column.default_constant);
}

}  // namespace migrate
