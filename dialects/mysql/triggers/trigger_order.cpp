#include "dialects/mysql/triggers/trigger_order.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/quote.hpp"

namespace migrate::mysql {

namespace {

constexpr std::string_view create = "CREATE TRIGGER ", precedes = " PRECEDES ";

std::string behind_name(const Table& table, std::string_view event) {
  return fmt::format(" BEFORE {} ON {} FOR EACH ROW", event, quote(table.name));
}

// "`name`", whose backticks are doubled inside.
std::string_view name_at(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && (text[end] != '`' || text.substr(end, 2) == "``"))
    end += text[end] == '`' ? 2 : 1;
  return text.substr(0, end + 1);
}

bool reads_and_leaves(const std::string& sql, const std::string& column) {
  const auto field = "NEW." + quote(column);
  return sql.find(field) != std::string::npos && sql.find(field + " = ") == std::string::npos;
}

}  // namespace

std::vector<MadeTrigger> made_before(const Plan& plan, const Table& table, std::string_view event) {
  const auto behind = behind_name(table, event);
  std::vector<MadeTrigger> all;
  for (auto& step : plan.steps) {
    if (step.phase != Phase::expand || step.kind != StepKind::ddl) continue;
    for (auto& sql : step.sql) {
      const auto end = sql.find(behind);
      if (!sql.starts_with(create) || end == std::string::npos) continue;
      auto at = all.end();
      const auto rest = std::string_view(sql).substr(end + behind.size());
      if (rest.starts_with(precedes) && !step.noting)
        at = std::find_if(all.begin(), all.end(), [&](const MadeTrigger& other) {
          return other.name == name_at(rest.substr(precedes.size()));
        });
      all.insert(at, MadeTrigger{sql.substr(create.size(), end - create.size()), sql});
    }
  }
  return all;
}

std::string ahead_of_readers(const Plan& plan, const Table& table,
                             const std::vector<std::string>& columns, std::string sql) {
  for (auto* event : {"INSERT", "UPDATE"}) {
    const auto behind = behind_name(table, event);
    const auto at = sql.find(behind);
    if (at == std::string::npos) continue;
    for (auto& other : made_before(plan, table, event))
      if (std::any_of(columns.begin(), columns.end(),
                      [&](auto& column) { return reads_and_leaves(other.sql, column); })) {
        sql.insert(at + behind.size(), std::string(precedes) + other.name);
        return sql;
      }
  }
  return sql;
}

}  // namespace migrate::mysql
