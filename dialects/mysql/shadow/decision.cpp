#include "dialects/mysql/shadow/decision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/operations/widening.hpp"
#include "dialects/mysql/quote.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

bool same_definition(const Index& a, const Index& b,
                     const std::map<std::string, std::string>& renamed) {
  if (a.unique != b.unique || a.parts.size() != b.parts.size()) return false;
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    auto& x = a.parts[i];
    auto& y = b.parts[i];
    if (new_name(renamed, x.column) != y.column || x.prefix != y.prefix ||
        x.expression != y.expression)
      return false;
  }
  return true;
}

class Decision {
 public:
  Decision(Planning& p, const ShadowChange& change, const Table& table, const Trial::Shape& shape)
      : p_(p), was_(table), shape_(shape), made_(shape.table), change_(change) {}

  ShadowPlan make() {
    refuse_what_hangs_on_it();
    plan_.renamed = change_.renamed;
    plan_.indexes = shape_.indexes;
    columns();
    keys();
    late_indexes();
    uniques();
    checks();
    partitions();
    places();
    return std::move(plan_);
  }

 private:
  [[noreturn]] void no(const std::string& what, const std::string& instead = {}) {
    unsupported(p_.at(), fmt::format("{}: {}", change_.what, what), instead);
  }
  void late(const std::string& because) {
    if (plan_.late_because.empty()) plan_.late_because = because;
  }
  std::string full(const std::string& column) const { return was_.name + "." + column; }

  // The server keeps the spelling of whichever text has named it last.
  const Column* new_column(const std::string& old) const {
    auto wanted = lower(new_name(change_.renamed, old));
    for (auto& column : made_.columns)
      if (lower(column.name) == wanted) return &column;
    return nullptr;
  }

  void refuse_what_hangs_on_it() {
    if (lower(made_.extra.at("engine")) != "innodb")
      no(fmt::format("the table would be of engine {}", made_.extra.at("engine")),
         "only InnoDB tables change in transactions");
    for (auto& column : was_.columns)
      if (is_own_object(column.name))
        no(fmt::format("column {} has a name that is kept for this tool", column.name),
           "rename it first");
    for (auto& key : was_.referenced_by) {
      if (key.table == was_.name) continue;
      for (auto& column : key.ref_columns) {
        if (same_for_keys(column)) continue;
        if (!new_column(column) || !p_.changes_too(key.table))
          no(fmt::format("foreign key {} of table {} refers to {}: both columns must have one type",
                         key.name, key.table, column),
             change_both);
        plan_.tied = true;
      }
    }
    for (auto& key : was_.foreign_keys)
      if (p_.flavour.no_self_cascade_in_triggers && key.ref_table == was_.name &&
          key.on_delete == "CASCADE")
        no(fmt::format("foreign key {} deletes from the table when a row of the same table is "
                       "deleted, which {} does not do in a trigger (error 6575)",
                       key.name, p_.flavour.product),
           "drop that foreign key for the time of the migration");
    for (auto& key : was_.foreign_keys)
      for (std::size_t i = 0; i < key.columns.size(); ++i) {
        auto& column = key.columns[i];
        auto* to = new_column(column);
        if (!to)
          no(fmt::format("foreign key {} is on column {}, which would be gone", key.name, column),
             "drop that foreign key first");
        bool self = key.ref_table == was_.name;
        auto* refers_to = self ? new_column(key.ref_columns[i]) : nullptr;
        if (self ? refers_to && may_be_one_key(*to, *refers_to) : same_for_keys(column)) continue;
        if (self || !p_.changes_too(key.ref_table))
          no(fmt::format("foreign key {} is on column {}: both columns must have one type",
                         key.name, column),
             self ? "change both in one alter_table" : change_both);
        plan_.tied = true;
      }
  }

  static constexpr const char* change_both =
      "change both columns in one migration, each in an operation of its own";

  bool same_for_keys(const std::string& column) const {
    auto* from = was_.column(column);
    auto* to = new_column(column);
    return to && from->type == to->type && from->charset == to->charset &&
           from->collation == to->collation;
  }

  void columns() {
    std::set<std::string> filled;
    for (auto& from : was_.columns) {
      auto* to = new_column(from.name);
      if (!to) {
        late(fmt::format("column {} is gone from the new shape", from.name));
        continue;
      }
      if (change_.dropped.count(from.name))
        no(fmt::format("column {} is dropped and another one has its name", from.name),
           "drop it in one migration, and add it in a later one");
      if (lower(to->name) != lower(from.name))
        late(fmt::format("column {} has another name in the new shape", from.name));
      filled.insert(to->name);
      column(from, *to);
    }
    for (auto& to : made_.columns) {
      if (filled.count(to.name) || to.generated) continue;
      plan_.added.push_back(to);
      if (!to.nullable && !to.default_sql && !to.identity) {
        auto value = implicit_value(to);
        if (!value)
          no(fmt::format("column {} is NOT NULL without a default, and {} has no value of its own",
                         to.name, to.type),
             "give it a default");
        plan_.columns.push_back({to, to, *value});
        late(fmt::format("old code does not know column {}, which is NOT NULL without a default",
                         to.name));
      }
    }
  }

  void column(const Column& from, const Column& to) {
    auto up = change_.up.find(to.name);
    auto value = up == change_.up.end() ? "" : up->second;
    if (!to.generated) plan_.columns.push_back({from, to, value});
    if (!from.generated) plan_.back.push_back({to, from, ""});
    if (to.generated && !from.generated)
      late(fmt::format("old code writes column {}, which the new shape computes", from.name));
    if (from.generated && !to.generated)
      late(fmt::format("old code relies on the server to compute column {}", from.name));
    if (from.generated && to.generated && from.extra != to.extra)
      late(fmt::format("column {} is computed in another way", from.name));
    bool left_out = from.nullable || from.default_sql || from.identity;
    if (left_out && !to.generated && !to.nullable && !to.default_sql && !to.identity)
      late(fmt::format("old code may leave column {} out", from.name));
    if (from.identity && !to.identity)
      late(fmt::format("old code relies on the server to number column {}", from.name));
    if (from.extra.count("on_update") && !to.extra.count("on_update"))
      late(fmt::format("old code relies on ON UPDATE of column {}", from.name));
    if (!value.empty()) late(fmt::format("`up` gives {} another value", full(from.name)));
    if (from.nullable && !to.nullable)
      late(fmt::format("old code may write NULL to {}", full(from.name)));
    if (value.empty())
      require_one_zone(p_, change_.what, full(from.name), from, to);
    else
      require_any_zone(p_, was_, change_.what, value, to);
    if (value.empty() && !widens(from, to))
      late(
          fmt::format("{} cannot hold all that {} of {} can", to.type, from.type, full(from.name)));
  }

  // The key that the old table is walked by must be a key of the new one, too.
  void keys() {
    auto* walking = was_.walking_key();
    if (!walking)
      no("it has neither a primary key nor a unique index over NOT NULL columns: there is nothing "
         "to tell its rows by",
         "add a primary key first");
    for (auto& name : walking->columns()) {
      auto* from = was_.column(name);
      auto* to = new_column(name);
      if (!to) no(fmt::format("column {} of its key would be gone", name), "keep it");
      if (from->generated || to->generated)
        no(fmt::format("column {} of its key is computed", name));
      // Also beside another key: rows without one cannot be told apart, nor noted in the log.
      if (to->nullable)
        no(fmt::format("column {} of its key could be NULL", name), "keep it NOT NULL");
      if (change_.up.count(to->name)) no(fmt::format("`up` for column {} of its key", name));
      if (!widens(*from, *to))
        no(fmt::format("{} cannot hold all that {} of column {} of its key can", to->type,
                       from->type, name),
           "its rows are told apart by it");
      // Two rows of the new table could have one place in the old one, which follows it.
      if (rounds_back(*from, *to))
        late(fmt::format("{} holds values of column {} of its key rounded", from->type, name));
      plan_.key.push_back({*from, *to});
    }
    if (!key_of_made())
      no(fmt::format("no unique index of the new shape is over its key ({}) alone",
                     join(walking->columns(), ", ")),
         "keep one until the next migration");
    for (auto& [from, to] : plan_.key) plan_.back_key.push_back({to, from});
  }

  const Index* key_of_made() const {
    std::set<std::string> wanted;
    for (auto& [from, to] : plan_.key) wanted.insert(to.name);
    for (auto& index : made_.indexes) {
      auto columns = index.columns();
      bool whole = std::none_of(index.parts.begin(), index.parts.end(),
                                [](auto& part) { return part.prefix.has_value(); });
      if (index.unique && whole && std::set<std::string>(columns.begin(), columns.end()) == wanted)
        return &index;
    }
    return nullptr;
  }

  void late_indexes() {
    auto* key = key_of_made();
    auto* walking = made_.walking_key();
    for (auto& index : made_.indexes) {
      if (index.primary || !shape_.indexes.count(index.name)) continue;
      if ((key && index.name == key->name) || (walking && index.name == walking->name)) continue;
      if (needed_at_once(index)) continue;
      (index.unique ? plan_.late_uniques : plan_.late_indexes).push_back(index.name);
    }
  }

  // By a foreign key, by AUTO_INCREMENT; one with an expression brings a column of its own.
  bool needed_at_once(const Index& index) const {
    for (auto& key : was_.foreign_keys)
      if (index.parts[0].column == new_name(change_.renamed, key.columns[0])) return true;
    if (is_referred_to_at_once(p_, was_, made_, index, change_.renamed)) return true;
    if (auto* first = made_.column(index.parts[0].column); first && first->identity) return true;
    // MariaDB builds a unique index of a whole TEXT by copying only.
    return std::any_of(index.parts.begin(), index.parts.end(), [&](auto& part) {
      auto* column = made_.column(part.column);
      return !column || (index.unique && !part.prefix && is_blob(*column));
    });
  }

  // May two values that differ become equal?
  bool merges(const Column& from, const Column& to) const {
    // Blanks at the end are nothing to most collations, also to utf8mb4_bin.
    auto minds_blanks = [](const std::string& collation) {
      return collation.find("_0900_") != std::string::npos ||
             collation.find("_nopad_") != std::string::npos || collation == "binary";
    };
    bool finer = from.collation == to.collation ||
                 (to.collation.ends_with("_bin") &&
                  (minds_blanks(to.collation) || !minds_blanks(from.collation)));
    return !finer || change_.up.count(to.name) || !widens(from, to);
  }

  void uniques() {
    for (auto& index : made_.indexes) {
      if (!index.unique) continue;
      bool known = std::any_of(was_.indexes.begin(), was_.indexes.end(), [&](auto& old) {
        return same_definition(old, index, change_.renamed);
      });
      bool other_values = false;
      for (auto& column : plan_.columns)
        for (auto& part : index.parts)
          other_values |= part.column == column.to.name && merges(column.from, column.to);
      if ((known || follows(index)) && !other_values) continue;
      late(fmt::format("{} allows what {} refuses", known ? "the old type" : "the old shape",
                       index.primary ? "the new primary key" : "unique index " + index.name));
      bool whole = std::all_of(index.parts.begin(), index.parts.end(), [&](auto& part) {
        return !part.column.empty() && !part.prefix && old_of(part.column);
      });
      if (whole && !other_values)
        plan_.new_uniques.push_back(index);
      else if (!index.primary &&
               std::all_of(index.parts.begin(), index.parts.end(),
                           [&](auto& part) { return made_.column(part.column) && !part.prefix; }))
        plan_.changed_uniques.push_back(index);
    }
  }

  // A column that is new, and different or NULL in each row that old code writes.
  bool is_left_alone(const Column& column) const {
    bool known = std::any_of(was_.columns.begin(), was_.columns.end(),
                             [&](auto& old) { return new_column(old.name) == &column; });
    return !known && !column.generated &&
           (column.identity || (column.nullable && !column.default_sql));
  }

  // From what the old shape holds: its own columns alone, which old code does not write, or a
  // unique index over some of its columns.
  bool follows(const Index& index) const {
    auto columns = index.columns();
    std::set<std::string> all(columns.begin(), columns.end());
    bool own = std::all_of(all.begin(), all.end(), [&](auto& name) {
      auto* column = made_.column(name);
      return column && is_left_alone(*column);
    });
    if (own) return true;
    for (auto& old : was_.indexes) {
      bool part = old.unique && std::all_of(old.parts.begin(), old.parts.end(), [&](auto& one) {
                    auto* column = was_.column(one.column);
                    return column && !column->nullable && !one.prefix &&
                           all.count(new_name(change_.renamed, one.column));
                  });
      if (part) return true;
    }
    return false;
  }

  const Column* old_of(const std::string& name) const {
    for (auto& column : plan_.columns)
      if (column.to.name == name && column.value.empty()) return &column.from;
    return nullptr;
  }

  // It writes the columns that it knows, and with them what is computed.
  bool old_code_may_break(const std::string& expression) const {
    auto named = [&](const Column& column) { return mentions(expression, column.name); };
    return std::any_of(plan_.columns.begin(), plan_.columns.end(),
                       [&](auto& column) { return named(column.to); }) ||
           std::any_of(made_.columns.begin(), made_.columns.end(),
                       [&](auto& column) { return column.generated && named(column); });
  }

  void checks() {
    std::multiset<std::string> old;
    for (auto& check : was_.checks) old.insert(check.expression);
    for (auto& check : made_.checks)
      if (!old.count(check.expression) && old_code_may_break(check.expression))
        late(fmt::format("the old shape allows what CHECK ({}) refuses", check.expression));
  }

  void partitions() {
    if (shape_.leaves_values_out) late("old code may write rows for which there is no partition");
  }

  // INSERT without a list of columns, and SELECT *, go by the places of those that are visible: a
  // value in the wrong one may well fit there.
  void places() {
    auto visible = [](const Column& column) { return !column.extra.count("invisible"); };
    std::vector<std::string> before, after;
    for (auto& from : was_.columns)
      if (auto* to = new_column(from.name); to && visible(from)) {
        if (visible(*to))
          before.push_back(to->name);
        else
          late(fmt::format("column {} is invisible in the new shape", from.name));
      }
    for (auto& to : made_.columns)
      if (std::find(before.begin(), before.end(), to.name) != before.end())
        after.push_back(to.name);
    if (before != after) late("columns change places");
    auto shown = std::count_if(made_.columns.begin(), made_.columns.end(), visible);
    auto more = shown - static_cast<std::ptrdiff_t>(after.size());
    if (plan_.late_because.empty() && more > 0)
      note_added(p_, was_, more == 1 ? "one column more" : "more columns");
  }

  Planning& p_;
  const Table& was_;
  const Trial::Shape& shape_;
  const Table& made_;
  const ShadowChange& change_;
  ShadowPlan plan_;
};

}  // namespace

ShadowPlan shadow_plan(Planning& p, const ShadowChange& change, const Table& table,
                       const Trial::Shape& shape) {
  return Decision(p, change, table, shape).make();
}

void look_for_duplicates(Planning& p, Phase phase, const Table& table, const Index& index,
                         const std::map<std::string, std::string>& renamed) {
  std::vector<std::string> columns;
  for (auto& name : index.columns()) {
    auto old = name;
    for (auto& [from, to] : renamed)
      if (to == name) old = from;
    columns.push_back(old);
  }
  add_duplicates_check(p, phase, table, columns, index.name);
}

}  // namespace migrate::mysql
