// What of a table is carried to the other one, and by what key.
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "dialects/postgres/sync.hpp"
#include "plan/names.hpp"

namespace migrate::postgres {

namespace {

std::string base_of(const Column& column) {
  auto base = column.extra.find("base_type");
  return base == column.extra.end() ? column.type : base->second;
}

}  // namespace

Carry carry_of(const Planning& p, const Table& from, const Table& to, Way way,
               const std::map<std::string, std::string>& other_values,
               const std::vector<std::string>& key) {
  Carry carry;
  const char* log = way == Way::back ? "back_log" : "log";
  // On the way forth whatever may cut or round is what a person asked for.
  auto cast = [&](const std::string& name, const std::string& was, const std::string& type) {
    return way == Way::back && can_share(type, was) ? cast_back(name, was, type)
                                                    : name + "::" + type;
  };
  auto named = [&](const char* what) { return object_name({what, p.migration.id, from.name}, 60); };
  carry.log = qualified("migrate", named(log));
  carry.function = carry.log;
  carry.trigger = "zz_" + named(log);
  carry.emptied = "zz_" + object_name({log, "emptied", p.migration.id, from.name}, 60);
  for (auto& column : to.columns) {
    if (column.generated) continue;
    auto name = quote_name(column.name);
    auto given = other_values.find(column.name);
    auto* was = from.column(column.name);
    if (!was && given == other_values.end()) continue;  // the server fills it
    carry.columns.push_back({column, given != other_values.end() ? parenthesised(given->second)
                                     : was->type == column.type
                                         ? name
                                         : cast(name, was->type, column.type)});
  }
  for (auto& name : key) {
    auto& column = *from.column(name);
    auto type = base_of(column);
    auto* there = to.column(name);
    auto other = there ? base_type(base_of(*there)) : "";
    carry.key.push_back({name, type, column.collation.empty() ? "" : " COLLATE " + column.collation,
                         base_type(type) == "numeric" && is_integer_type(other) ? other : ""});
  }
  for (auto& name : key) carry.order.push_back(quote_name(name));
  return carry;
}

}  // namespace migrate::postgres
