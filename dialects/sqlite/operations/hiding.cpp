// What contract hides before it drops it (docs/decisions/0023).
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "dialects/sqlite/catalog/create_table_text.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/quote.hpp"
#include "plan/quarantine.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

bool is_word(const std::string& name) {
  return !name.empty() && !std::isdigit(static_cast<unsigned char>(name[0])) &&
         std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == '_' || c >= 0x80; });
}

}  // namespace

std::vector<std::string> hide_columns(const Planning& planning, const Table& table,
                                      const std::vector<std::string>& columns,
                                      const std::vector<std::string>& proof) {
  if (!planning.hides_first) return columns;
  const auto text = definition_of(table);
  const auto parsed = parse_create_table(text);
  std::vector<std::string> names, full, sql = proof, undo;
  for (auto& column : columns) {
    const auto hidden = hidden_name({table.name, column}, name_limit);
    auto* written = parsed ? parsed->column(column) : nullptr;
    // RENAME writes the new name with quotes if it is given with quotes: so that what a rollback
    // puts back is the text that was there.
    const bool bare = written && is_word(text.substr(written->range.begin, 1)) && is_word(hidden);
    auto rename = [&](const std::string& from, const std::string& to) {
      return fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", quote(table.name), quote(from),
                         bare ? to : quote(to));
    };
    names.push_back(hidden);
    full.push_back(table.name + "." + column);
    sql.push_back(rename(column, hidden));
    undo.insert(undo.begin(), rename(hidden, column));
  }
  const auto known = contract_steps(planning.plan);
  auto& hide = planning.ddl(Phase::contract, "hide " + join(full, ", "), table, sql);
  hide.strategy = Strategy::instant;
  hide.why =
      "who still uses it meets an error while it can be brought back; the triggers follow the name "
      "and keep it filled";
  hide.undo = undo;
  hides_from(planning.plan, known);
  return names;
}

std::string hide_table(const Planning& planning, const Table& table) {
  if (!planning.hides_first) return table.name;
  const auto hidden = hidden_name({table.name}, name_limit);
  auto rename = [&](const std::string& from, const std::string& to) {
    return fmt::format("ALTER TABLE {} RENAME TO {}", quote(from), quote(to));
  };
  const auto known = contract_steps(planning.plan);
  auto& hide = planning.ddl(Phase::contract, "hide table " + table.name, table,
                            {"PRAGMA legacy_alter_table=OFF", rename(table.name, hidden)});
  hide.strategy = Strategy::instant;
  hide.why = "who still uses it meets an error while it can be brought back, with its rows";
  hide.undo = {"PRAGMA legacy_alter_table=OFF", rename(hidden, table.name)};
  hides_from(planning.plan, known);
  return hidden;
}

}  // namespace migrate::sqlite
