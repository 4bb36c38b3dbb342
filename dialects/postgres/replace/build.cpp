// What is built on the first column, built on the second one beside it (docs/decisions/0006).
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/partitions/partitioned_key.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/column_settings.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/replace/with_column.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool refers_to(const ForeignKey& key, const Index& index) {
  auto columns = index.columns();
  return std::is_permutation(columns.begin(), columns.end(), key.ref_columns.begin(),
                             key.ref_columns.end());
}

struct KeyText {
  std::string parent, tail;  // "orders", " ON DELETE CASCADE DEFERRABLE"
};

// FOREIGN KEY (…) REFERENCES parent(…) tail, as pg_get_constraintdef writes it.
KeyText parts_of(const ForeignKey& key) {
  static constexpr std::string_view word = " REFERENCES ";
  KeyText text;
  auto& all = key.definition;
  bool quoted = false;
  auto begin = std::string::npos, open = std::string::npos;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (all[at] == '"') quoted = !quoted;
    if (quoted) continue;
    if (begin == std::string::npos) {
      if (all.compare(at, word.size(), word) == 0) begin = at + word.size();
    } else if (open == std::string::npos) {
      if (all[at] == '(') open = at;
    } else if (all[at] == ')') {
      text.parent = all.substr(begin, open - begin);
      text.tail = replace_all(all.substr(at + 1), " NOT VALID", "");
      break;
    }
  }
  return text;
}

// The columns of ON DELETE SET NULL (…), SET DEFAULT (…): nothing else in a tail has parentheses.
std::string with_second(const Replacement& r, const std::string& tail) {
  auto open = tail.find('('), close = tail.rfind(')');
  if (open == std::string::npos) return tail;
  return tail.substr(0, open) +
         with_column(tail.substr(open, close + 1 - open), r.first.name, r.second) +
         tail.substr(close + 1);
}

void refuse_periods(const Replacement& r, const ForeignKey& key) {
  if (key.definition.find(", PERIOD ") == std::string::npos) return;
  unsupported(r.p.at(),
              fmt::format("foreign key {} of {} over \"{}\".\"{}\" compares periods", key.name,
                          key.table, r.table.name, r.first.name),
              "drop it before, and make it again after contract");
}

bool is_valid(const ForeignKey& key) {
  return !key.definition.ends_with(" NOT VALID");
}

Step& add_constraint(Replacement& r, const std::string& table_sql, const std::string& name,
                     const std::string& definition, const std::string& title) {
  auto& step = add_step(r.p.plan, Phase::backfill, StepKind::ddl, title);
  step.table = r.table.name;
  step.sql = {
      fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", table_sql, quote_name(name), definition)};
  step.undo = {fmt::format("ALTER TABLE IF EXISTS {} DROP CONSTRAINT IF EXISTS {}", table_sql,
                           quote_name(name))};
  step.transactional = true;
  step.strategy = Strategy::online;
  return step;
}

void locks_of_key(Step& step, const LockedObjects& both, const Together& tables) {
  lock_first(step, tables);
  lock_first_in_undo(step, tables);
  step.lock = Lock::share_row_exclusive(both);
  step.lock.hold = "milliseconds: no row is read";
  step.undo_lock = Lock::access_exclusive(both, "no row is read");
}

[[noreturn]] void refuse_unread(const Replacement& r, const std::string& what,
                                const std::string& words) {
  unsupported(r.p.at(),
              fmt::format("{} reads \"{}\".\"{}\", but where is not to be told from its words: {}",
                          what, r.table.name, r.first.name, words),
              "drop it before, and make it again after contract");
}

void build_checks(Replacement& r) {
  for (auto& check : r.table.checks) {
    if (!reads(check, r.first.name)) continue;
    auto expression = with_column(check.expression, r.first.name, r.second);
    if (expression == check.expression) {
      if (check.columns.empty()) continue;  // planned: its words only seemed to name the column
      refuse_unread(r, "constraint " + check.name, check.expression);
    }
    r.worded.push_back(r.other("new", check.name));
    if (r.reword) expression = r.reword(expression);
    Renamed renamed{r.q, check.name, r.other("new", check.name), r.other("old", check.name)};
    auto& add = add_constraint(
        r, r.q, renamed.second,
        fmt::format("CHECK ({}){} NOT VALID", expression, inheritance_of(check)),
        fmt::format("require for the second column what {} does for {}", check.name, r.first.name));
    add.lock = Lock::access_exclusive(whole(r.table), "NOT VALID: no row is read");
    if (check.validated)
      add_validation(
          r.p, Phase::backfill, r.table, renamed.second,
          fmt::format("prove that what {} requires holds in the second column", check.name));
    r.constraints.push_back(std::move(renamed));
  }
}

void build_index(Replacement& r, const Index& index) {
  if (!index.valid)
    unsupported(r.p.at(),
                fmt::format("index {} over \"{}\".\"{}\" is INVALID", index.name, r.table.name,
                            r.first.name),
                "rebuild or drop it first");
  if (index.constraint &&
      (r.table.extra.count("deferrable:" + index.name) || !index.unique || index.method != "btree"))
    unsupported(r.p.at(),
                fmt::format("\"{}\".\"{}\" belongs to the deferrable or exclusion constraint {}, "
                            "which cannot be built beside the first one",
                            r.table.name, r.first.name, index.name),
                "drop that constraint first");
  auto second = r.other("new", index.name), old = r.other("old", index.name);
  if (!index.reads.empty()) r.worded.push_back(second);
  if (index.unique && index.predicate.empty() &&
      std::none_of(index.parts.begin(), index.parts.end(),
                   [](auto& part) { return part.column.empty(); })) {
    auto columns = index.columns();
    if (!r.shared)
      add_duplicates_check(r.p, Phase::backfill, r.table, r.renamed(columns), "",
                           fmt::format("look for duplicates that {} would refuse", index.name));
  }
  if (is_partitioned(r.table)) return build_index_on_partitions(r, index);
  auto& build = add_index_step(
      r.p, Phase::backfill, r.table, second, index.unique, definition_on_second(r, index),
      fmt::format("build for the second column what {} is for {}", index.name, r.first.name));
  build.why = "the swap gives it the name " + index.name;
  if (index.primary) {
    r.primary = &index;
    r.primary_second = second;
    if (!r.shared) return;
    r.primary_twin = old;
    auto& twin =
        add_index_step(r.p, Phase::backfill, r.table, old, true, native_definition(r.p, index),
                       fmt::format("build a second unique index on {}", r.first.name));
    twin.why = "rollback makes it the primary key again without reading a row";
    return;
  }
  if (!index.constraint) {
    r.indexes.push_back({r.q, index.name, second, old});
    return;
  }
  auto& step = add_constraint(r, r.q, second, "UNIQUE USING INDEX " + quote_name(second),
                              "make the second column unique by that index");
  step.strategy = Strategy::instant;
  step.lock = Lock::access_exclusive(whole(r.table), "the index is there already");
  r.constraints.push_back({r.q, index.name, second, old});
}

void build_outbound(Replacement& r) {
  for (auto& key : r.table.foreign_keys) {
    if (!has(key.columns, r.first.name)) continue;
    refuse_periods(r, key);
    auto text = parts_of(key);
    auto second = r.other("new", key.name);
    Renamed renamed{r.q, key.name, second, r.other("old", key.name)};
    if (is_partitioned(r.table) || key.ref_partitioned) r.key_parts.push_back(renamed);
    r.constraints.push_back(renamed);
    auto definition =
        fmt::format("FOREIGN KEY ({}) REFERENCES {} ({}){}", name_list(r.renamed(key.columns)),
                    text.parent, name_list(key.ref_columns), with_second(r, text.tail));
    if (needs_key_on_partitions(r.p, r.table)) {
      add_key_on_partitions(
          r.p, Phase::backfill, r.table, {second, definition, r.p.referred(key), text.parent},
          fmt::format("add for the second column what foreign key {} is", key.name));
      continue;
    }
    auto& add =
        add_constraint(r, r.q, second, definition + " NOT VALID",
                       fmt::format("add for the second column what foreign key {} is for {}",
                                   key.name, r.first.name));
    locks_of_key(add, LockedObjects(whole(r.table)).with(r.p.referred(key)),
                 with_referred(r.p, r.q, {key}, "SHARE ROW EXCLUSIVE"));
    if (is_valid(key))
      add_validation(r.p, Phase::backfill, r.table, second,
                     fmt::format("prove what {} requires for the second column", key.name));
  }
}

void build_inbound(Replacement& r) {
  for (auto& key : r.table.referenced_by) {
    if (!has(key.ref_columns, r.first.name)) continue;
    refuse_periods(r, key);
    if (key.partitioned)
      unsupported(r.p.at(),
                  fmt::format("foreign key {} of the partitioned table {} references \"{}\".\"{}\"",
                              key.name, key.table, r.table.name, r.first.name),
                  "drop that foreign key first");
    if (is_partitioned(r.table) && r.primary && refers_to(key, *r.primary))
      unsupported(r.p.at(),
                  fmt::format("foreign key {} of {} references the primary key of the partitioned "
                              "table \"{}\", which is made anew when the columns change places",
                              key.name, key.table, r.table.name),
                  "drop that foreign key first");
    if (key.table == r.table.name && has(key.columns, r.first.name))
      unsupported(r.p.at(), fmt::format("foreign key {} leads from \"{}\".\"{}\" to itself",
                                        key.name, r.table.name, r.first.name));
    auto text = parts_of(key);
    auto table = child_sql(r.p, key);
    auto name = key.table + " " + key.name;
    Renamed renamed{table, key.name, r.other("new", name), r.other("old", name)};
    if (is_partitioned(r.table)) r.key_parts.push_back(renamed);
    auto columns = name_list(key.columns);
    auto& add = add_constraint(
        r, table, renamed.second,
        fmt::format("FOREIGN KEY ({}) REFERENCES {} ({}){} NOT VALID", columns, r.q,
                    name_list(r.renamed(key.ref_columns)), text.tail),
        fmt::format("point {} at the second column, beside foreign key {}", key.table, key.name));
    auto both = table == r.q ? Together{{r.q}} : Together{{table, r.q}, "SHARE ROW EXCLUSIVE"};
    if (is_partitioned(r.table)) both.partitioned = {r.q};
    locks_of_key(add, LockedObjects(key.table).with(whole(r.table)), both);
    auto& prove = add_validation(r.p, Phase::backfill, r.table, renamed.second,
                                 fmt::format("prove that {} meets the new foreign key", key.table));
    // The child's constraint.
    prove.sql = {
        fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", table, quote_name(renamed.second))};
    prove.lock.object = key.table;
    if (r.primary && r.shared) {
      r.inbound_again.push_back(fmt::format(
          "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}){} NOT "
          "VALID",
          table, quote_name(key.name), columns, r.q, name_list(key.ref_columns), text.tail));
      // The undo of the swap, which comes before this one, adds it NOT VALID.
      if (is_valid(key))
        prove.undo = {
            fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", table, quote_name(key.name))};
    }
    r.inbound.push_back(std::move(renamed));
  }
}

}  // namespace

std::string definition_on_second(const Replacement& r, const Index& index) {
  auto native = native_definition(r.p, index);
  auto definition = with_column(native, r.first.name, r.second);
  if (definition == native) refuse_unread(r, "index " + index.name, native);
  return r.reword ? r.reword(definition) : definition;
}

std::string child_sql(const Planning& p, const ForeignKey& key) {
  // One of another schema is written as SQL already.
  return p.schema.table(key.table) ? p.q(key.table) : key.table;
}

std::vector<std::string> rehearsal(const Replacement& r) {
  std::vector<std::string> sql;
  auto plan = [&](const std::string& expression) {
    auto text = with_column(parenthesised(expression), r.first.name, r.second);
    sql.push_back(fmt::format("EXPLAIN SELECT {} FROM {} WHERE false",
                              r.reword ? r.reword(text) : text, r.q));
  };
  for (auto& check : r.table.checks)
    if (reads(check, r.first.name)) plan(check.expression);
  for (auto& index : r.table.indexes) {
    if (!reads(index, r.first.name)) continue;
    if (mentions(index.predicate, r.first.name)) plan(index.predicate);
    for (auto& part : index.parts)
      if (mentions(part.expression, r.first.name)) plan(part.expression);
  }
  return sql;
}

std::string type_on_copy(const Table& table, const Column& column, const std::string& type) {
  return fmt::format("ALTER TABLE pg_temp.{} ALTER COLUMN {} TYPE {} USING NULL",
                     quote_name(table.name), quote_name(column.name), type);
}

void rehearse_carried(const Replacement& r) {
  auto found = r.first.extra.find("rehearsed");
  if (found == r.first.extra.end() || r.type == r.first.type) return;
  for (auto& one : split(found->second, '\x1e')) {
    auto parts = split(one, '\x1d');
    rehearse(r.p, r.table, parts[0], {type_on_copy(r.table, r.first, r.type), parts[1]});
  }
}

std::string tables_of(const Replacement& r) {
  auto top = quote_literal(r.q) + "::regclass";
  return is_partitioned(r.table)
             ? fmt::format("IN (SELECT relid FROM pg_catalog.pg_partition_tree({}))", top)
             : "= " + top;
}

// Expressions are carried by their words; the catalog tells whether it was done.
void check_words(const Replacement& r) {
  if (r.worded.empty()) return;
  std::vector<std::string> names;
  for (auto& name : r.worded) names.push_back(quote_literal(name));
  auto& check = add_step(r.p.plan, Phase::backfill, StepKind::check,
                         fmt::format("see that nothing built on the second column reads {}.{}",
                                     r.table.name, r.first.name));
  check.table = r.table.name;
  check.sql = {fmt::format(
      "SELECT DISTINCT coalesce(k.conname, x.relname) AS name\n"
      "FROM pg_catalog.pg_depend AS d\n"
      "JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid\n"
      "LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid "
      "= "
      "d.objid\n"
      "LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid\n"
      "WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid {} AND a.attname = {}\n"
      "  AND coalesce(k.conname, x.relname) IN ({})",
      tables_of(r), quote_literal(r.first.name), join(names, ", "))};
  check.lock = Lock::reading("the catalog");
  check.why = "what still reads the old column would go with it";
}

void build_on_second(Replacement& r) {
  build_checks(r);
  bool expressions = false;
  for (auto& index : r.table.indexes)
    if (reads(index, r.first.name)) {
      build_index(r, index);
      for (auto& part : index.parts) expressions |= part.column.empty();
    }
  build_outbound(r);
  build_inbound(r);
  require_few_parts(r.p, r.table,
                    all_partitions_of(r.p, r.table).size() *
                        (r.index_parts.size() + r.key_parts.size() + (r.primary ? 2 : 0)));
  check_words(r);
  add_statistics(
      r.p, Phase::backfill, r.table, expressions ? "" : r.second_column(),
      fmt::format("gather statistics for the second column of {}.{}", r.table.name, r.first.name),
      "the planner would know nothing of the column after the swap");
}

}  // namespace migrate::postgres
