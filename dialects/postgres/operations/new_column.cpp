#include "dialects/postgres/operations/new_column.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/operations/unique_rule.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

bool reads_other_columns(const NewColumn& n, const Rule& rule) {
  return std::any_of(n.table.columns.begin(), n.table.columns.end(), [&](const Column& column) {
    return column.name != n.def.name.value && mentions(rule.violated, column.name);
  });
}

void add_unique(NewColumn& n, bool primary) {
  if (n.one_value && !is_null_default(*n.value))
    unsupported(n.p.at(), fmt::format("\"{}\".\"{}\": a unique column cannot have one default for "
                                      "every row that exists",
                                      n.table.name, n.def.name.value));
  UniqueRule rule;
  rule.name = primary ? usual_name(n.table.name, "", "pkey")
                      : usual_name(n.table.name, n.def.name.value, "key");
  rule.columns = {n.def.name.value};
  rule.primary = primary;
  add_unique_rule(n.p, n.table, rule);
}

}  // namespace

std::string NewColumn::alter(const std::string& change) const {
  return fmt::format("ALTER TABLE {} ALTER COLUMN {} {}", q, c, change);
}

std::string usual_name(std::string table, std::string column, const std::string& label) {
  auto room = 63 - label.size() - (column.empty() ? 1 : 2);
  auto of_table = table.size(), of_column = column.size();
  while (of_table + of_column > room) --(of_table > of_column ? of_table : of_column);
  auto cut = [](std::string& text, std::size_t bytes) {
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    text.resize(bytes);
  };
  cut(table, of_table);
  cut(column, of_column);
  return table + (column.empty() ? "" : "_" + column) + "_" + label;
}

void look_at_values(const NewColumn& n) {
  if (!n.value) return;
  auto name = quote_name(n.table.name);
  auto value = fmt::format("CAST({} AS {})", parenthesised(*n.value), n.plain_type);
  for (auto& rule : n.rules) {
    bool key = !rule.parent.empty();
    if (key && n.one_value && is_null_default(*n.value)) continue;
    bool alone = n.one_value && (key || !reads_other_columns(n, rule));
    auto& look = add_step(
        n.p.plan, Phase::expand, StepKind::check,
        alone ? fmt::format("look whether rows without {} keep constraint {}", n.full, rule.name)
              : fmt::format("look for rows of {} whose {} would break constraint {}", n.table.name,
                            n.def.name.value, rule.name));
    look.table = n.table.name;
    auto keys = row_name(n.table);
    auto from = alone ? fmt::format("SELECT {} AS {}", value, n.c)
                      : fmt::format("SELECT {}{}.*, {} AS {} FROM {}",
                                    keys == "ctid" ? name + ".ctid, " : "", name, value, n.c, n.q);
    look.sql = {fmt::format("SELECT {} FROM ({}) AS {}\nWHERE {}\nLIMIT 5",
                            alone ? n.c : keys + ", " + n.c, from, name, rule.violated)};
    LockedObjects read = alone ? LockedObjects() : whole(n.table);
    if (key) read.add(n.p.referred(rule.parent));
    look.lock = Lock::reading(read);
    if (alone && !key) look.lock = {"none", n.table.name, "", "no table is read"};
    if (!alone) look.lock.hold = n.p.scan();
    look.why = "old code leaves the column out: what it gets then must not be refused";
  }
}

Step& add_the_column(const NewColumn& n, const std::string& title, const std::string& definition) {
  auto& step = add_step(n.p.plan, Phase::expand, StepKind::ddl, title);
  step.table = n.table.name;
  step.sql = {fmt::format("ALTER TABLE {} ADD COLUMN {} {}", n.q, n.c, definition)};
  if (n.def.comment)
    step.sql.push_back(
        fmt::format("COMMENT ON COLUMN {}.{} IS {}", n.q, n.c, quote_literal(*n.def.comment)));
  for (auto& rule : n.rules)
    if (rule.parent.empty())
      step.sql.push_back(fmt::format("ALTER TABLE {} ADD {} NOT VALID", n.q, rule.definition));
  step.undo = {fmt::format("ALTER TABLE IF EXISTS {} DROP COLUMN IF EXISTS {}", n.q, n.c)};
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = Lock::access_exclusive(whole(n.table), "nothing is rewritten");
  return step;
}

Sync fill_updated(const NewColumn& n, Step& added, const std::string& default_sql,
                  const std::string& type) {
  auto sync = default_sync(n.p.site(n.table.name), n.def.name.value, default_sql, type);
  added.sql.insert(added.sql.end(), sync.create.begin(), sync.create.end());
  added.undo.insert(added.undo.begin(), sync.drop.begin(), sync.drop.end());
  return sync;
}

void fill_with_default(const NewColumn& n, const Sync& sync, const std::string& why) {
  auto& fill = add_step(n.p.plan, Phase::backfill, StepKind::fill, fmt::format("fill {}", n.full));
  fill.table = n.table.name;
  fill.strategy = Strategy::in_place;
  fill.lock = Lock::batches(n.table);
  fill.batch = Walk(n.p.schema, n.table, n.p.at())
                   .fill({{n.c, "DEFAULT"}}, n.c + " IS NOT DISTINCT FROM NULL");
  fill.why = why;
  fill.only_in_phase = !n.required;
  if (n.required)
    require_filled(n);
  else if (is_never_null_default(n.default_sql))
    look_for_unfilled(n, n.c + " IS NOT DISTINCT FROM NULL");
  auto& stop = add_step(n.p.plan, Phase::backfill, StepKind::ddl,
                        fmt::format("stop filling {} in rows that are updated", n.full));
  stop.table = n.table.name;
  stop.sql = sync.drop;
  stop.transactional = true;
  stop.strategy = Strategy::instant;
  stop.lock = Lock::access_exclusive(whole(n.table), "catalog only");
  stop.why = n.required ? "no row is without a value any more"
                        : "from here on new code may write NULL and mean it";
}

void look_for_unfilled(const NewColumn& n, const std::string& unfilled) {
  add_verify(n.p, Phase::backfill, n.table, fmt::format("look for rows not filled: {}", n.full),
             unfilled)
      .only_in_phase = true;
}

void require_filled(const NewColumn& n) {
  add_search(n.p, Phase::backfill, n.table, fmt::format("look for rows without {}", n.full),
             n.c + " IS NOT DISTINCT FROM NULL");
  add_not_null(n.p, n.table, n.def.name.value, Before::new_column);
}

void add_rules(NewColumn& n) {
  for (auto& rule : n.rules) {
    if (!rule.parent.empty()) {
      auto& key = add_step(n.p.plan, Phase::expand, StepKind::ddl,
                           fmt::format("require constraint {} for new rows", rule.name));
      key.table = n.table.name;
      add_not_valid(key, n.p, n.table, rule);
      key.transactional = true;
      key.strategy = Strategy::online;
      key.lock = lock_to_add(n.p, n.table, rule);
      key.why = fmt::format("apart from the column: {} is not locked for longer than it needs",
                            rule.parent);
    }
    add_validation(n.p, Phase::backfill, n.table, rule);
  }
  if (n.def.unique && !n.def.pk) add_unique(n, false);
  if (n.def.pk) add_unique(n, true);
}

}  // namespace migrate::postgres
