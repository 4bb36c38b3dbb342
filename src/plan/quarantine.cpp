#include "plan/quarantine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "plan/assertions.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

bool names_word(const std::string& text, const std::string& wanted) {
  auto word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  for (std::size_t at = 0; (at = text.find(wanted, at)) != std::string::npos; ++at) {
    auto end = at + wanted.size();
    if ((at == 0 || !word(text[at - 1])) && (end == text.size() || !word(text[end]))) return true;
  }
  return false;
}

}  // namespace

std::size_t contract_steps(const Plan& plan) {
  return plan.of(Phase::contract).size();
}

void hides_from(Plan& plan, std::size_t known) {
  for (auto& step : plan.steps) {
    if (step.phase != Phase::contract) continue;
    if (known > 0)
      --known;
    else
      step.hides = true;
  }
}

void into_two_parts(Plan& plan, Millis quarantine) {
  auto of_contract = plan.of(Phase::contract);
  auto any = [&](auto what) {
    return std::any_of(of_contract.begin(), of_contract.end(),
                       [&](const Step* step) { return what(*step); });
  };
  bool hides = any([](const Step& step) { return step.hides; });
  if (!hides && !any([](const Step& step) { return step.destructive; })) return;
  // The user's own checks are of no part.
  for (auto& step : plan.steps)
    if (step.phase == Phase::contract && !is_assertion(step))
      step.quarantine_ms = quarantine.count();
  for (auto* step : of_contract)
    if (step->destructive && !hides) {
      plan.notes.push_back(
          fmt::format("quarantine: nothing of this can be hidden; contract waits {} with the old "
                      "shape in its place",
                      format_duration(quarantine)));
      break;
    }
}

void ask_quarantine(Plan& plan, Millis quarantine) {
  if (quarantine <= Millis(0)) return;
  bool planned = false;
  for (auto& step : plan.steps) {
    if (step.quarantine_ms == 0) continue;
    planned = true;
    step.quarantine_ms = quarantine.count();
  }
  if (!planned) into_two_parts(plan, quarantine);
}

bool read_by_others(const Plan& plan, const std::string& table, const std::string& column) {
  auto wanted = lower(column);
  return std::any_of(plan.steps.begin(), plan.steps.end(), [&](const Step& step) {
    return step.table == table && step.phase != Phase::contract &&
           std::any_of(step.sql.begin(), step.sql.end(),
                       [&](const std::string& sql) { return names_word(lower(sql), wanted); });
  });
}

std::string hidden_name(const std::vector<std::string>& parts, std::size_t max_bytes) {
  auto all = parts;
  all.insert(all.begin(), "hidden");
  return object_name(all, max_bytes);
}

Table with_column_called(Table table, const std::string& column, const std::string& name) {
  auto call = [&](std::string& one) {
    if (one == column) one = name;
  };
  for (auto& one : table.columns) call(one.name);
  for (auto& index : table.indexes) {
    for (auto& part : index.parts) call(part.column);
    for (auto& one : index.include) call(one);
  }
  for (auto& key : table.foreign_keys)
    for (auto& one : key.columns) call(one);
  return table;
}

std::string hidden_name_of(const Migration& migration, Plan& plan, const std::string& table,
                           const std::string& column, std::size_t max_bytes) {
  if (!migration.hides_first()) return {};
  if (!read_by_others(plan, table, column)) return hidden_name({table, column}, max_bytes);
  auto note = fmt::format(
      "quarantine: {}.{} is not hidden, since another operation of this migration reads it; it is "
      "dropped when the time is over",
      table, column);
  if (std::find(plan.notes.begin(), plan.notes.end(), note) == plan.notes.end())
    plan.notes.push_back(std::move(note));
  return {};
}

}  // namespace migrate
