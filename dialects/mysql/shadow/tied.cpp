// Tables tied by foreign keys whose columns get another type on both sides: they are exchanged for
// their shadows in one statement, and a foreign key is there at every moment, between the tables as
// between their shadows.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/shadow/rebuild.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

Rebuild* find(const std::vector<Rebuild*>& all, const std::string& table) {
  auto at = std::find_if(all.begin(), all.end(), [&](auto* r) { return r->was.name == table; });
  return at == all.end() ? nullptr : *at;
}

[[noreturn]] void no(Planning& p, const Rebuild& r, const std::string& why,
                     const std::string& instead) {
  p.operation = r.operation;
  unsupported(p.at(), fmt::format("{}: {}", r.change.what, why), instead);
}

constexpr const char* in_three =
    "drop that foreign key, then change both columns, then create it again: one migration each";

void require_one_type(Planning& p, const Rebuild& r, const std::vector<Rebuild*>& all) {
  for (auto& key : r.was.foreign_keys) {
    if (key.ref_table == r.was.name) continue;
    auto* other = find(all, key.ref_table);
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      auto* column = r.made.column(key.columns[i]);
      auto* refers_to = other ? other->made.column(key.ref_columns[i]) : nullptr;
      bool unchanged = !other && *column == *r.was.column(key.columns[i]);
      if (unchanged || (column && refers_to && may_be_one_key(*column, *refers_to))) continue;
      no(p, r,
         fmt::format("foreign key {} refers to {}.{}: both columns must have one type", key.name,
                     key.ref_table, key.ref_columns[i]),
         other ? "give both the same type" : in_three);
    }
  }
  for (auto& key : r.was.referenced_by) {
    if (find(all, key.table)) continue;
    for (auto& column : key.ref_columns)
      if (auto* made = r.made.column(column); !made || made->type != r.was.column(column)->type)
        no(p, r,
           fmt::format("foreign key {} of table {} refers to {}: both columns must have one type",
                       key.name, key.table, column),
           in_three);
  }
}

// Those that refer to no other that is left come first.
std::vector<Rebuild*> in_order(Planning& p, std::vector<Rebuild*> left) {
  std::vector<Rebuild*> ordered;
  while (!left.empty()) {
    auto next = std::find_if(left.begin(), left.end(), [&](auto* r) {
      return std::none_of(r->was.foreign_keys.begin(), r->was.foreign_keys.end(), [&](auto& key) {
        return key.ref_table != r->was.name && find(left, key.ref_table);
      });
    });
    if (next == left.end())
      no(p, *left.front(), "the tables refer to each other in a circle", in_three);
    ordered.push_back(*next);
    left.erase(next);
  }
  return ordered;
}

}  // namespace

bool may_be_one_key(const Column& a, const Column& b) {
  bool text = is_text(a) && is_text(b) && data_type(a) != "enum" && data_type(a) != "set";
  return a.charset == b.charset && a.collation == b.collation &&
         (text ? data_type(b) != "enum" && data_type(b) != "set" : lower(a.type) == lower(b.type));
}

ForeignKey on_shadow(const Rebuild& r, ForeignKey key) {
  if (auto at = r.others.find(key.ref_table); at != r.others.end()) key.ref_table = at->second;
  return key;
}

void plan_tied(Planning& p) {
  if (p.tied.empty()) return;
  std::vector<Rebuild*> all;
  for (auto& r : p.tied) all.push_back(r.get());
  for (auto* r : all) {
    if (!r->how.late_because.empty())
      no(p, *r,
         fmt::format(
             "tables that change together are exchanged at the end of backfill, and here {}",
             r->how.late_because),
         in_three);
    require_one_type(p, *r, all);
  }
  all = in_order(p, all);
  for (auto* r : all) {
    for (auto* other : all)
      if (other != r) r->others[other->was.name] = other->shadow;
    auto& children = r->children;
    for (auto& key : children)
      if (auto* child = find(all, key.table)) {
        r->forward.kin.push_back(child->shadow);
        r->back.kin.push_back(child->old);
      }
    children.erase(std::remove_if(children.begin(), children.end(),
                                  [&](auto& key) { return find(all, key.table) != nullptr; }),
                   children.end());
    r->forward.referenced = r->back.referenced = !children.empty();
  }
  plan_rebuilds(p, all);
}

}  // namespace migrate::mysql
