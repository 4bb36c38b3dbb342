#include "dialects/sqlite/operations/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/state.hpp"
#include "dialects/sqlite/sync.hpp"
#include "dialects/sqlite/triggers/user_triggers.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

std::string no_row(const Table& table, const std::string& condition) {
  return fmt::format("NOT EXISTS (SELECT 1 FROM {} WHERE {})", quote(table.name), condition);
}

std::vector<std::string> mended_columns(const Rule& rule) {
  std::vector<std::string> columns;
  for (auto& [column, up] : rule.up) columns.push_back(column);
  return columns;
}

// Triggers that mend what is written, and the fill that mends what stands there. Returns the
// triggers to drop.
std::vector<std::string> prepare(const Planning& p, const Table& table, const Rule& rule) {
  if (rule.up.empty()) return {};
  MendedRows mended{rule.name, rule.broken, rule.up};
  const auto triggers = mending_triggers(table, mended, p.at);
  auto& expand =
      p.ddl(Phase::expand, fmt::format("mend by triggers what {} would refuse", rule.what), table,
            triggers.create);
  expand.strategy = Strategy::in_place;
  expand.why = "old code may still write it: `up` says what is stored instead";
  expand.undo = triggers.drop;
  p.fill(fmt::format("mend rows that {} would refuse", rule.what), table, mend_set(mended),
         mend_condition(table, mended));
  p.note(fmt::format("a rollback keeps what `up` made of rows that {} would refuse", rule.what));
  require_writable(p, table, mended_columns(rule));
  return triggers.drop;
}

void refuse_nulls(const Planning& p, const Table& table, const Rule& rule) {
  MendedRows mended{rule.name, rule.broken, rule.up};
  const auto lenient = mending_triggers(table, mended, p.at);
  mended.not_null = rule.not_null;
  const auto strict = mending_triggers(table, mended, p.at);
  auto sql = strict.drop;
  sql.insert(sql.end(), strict.create.begin(), strict.create.end());
  auto& step = p.ddl(Phase::backfill,
                     fmt::format("the triggers refuse NULL in {}.{}", table.name, rule.not_null),
                     table, sql);
  step.strategy = Strategy::in_place;
  step.why = "new code may rely on it; the NOT NULL itself comes with contract";
  step.undo = lenient.drop;
  step.undo.insert(step.undo.end(), lenient.create.begin(), lenient.create.end());
}

}  // namespace

void plan_rule(const Planning& p, const Table& table, const Rule& rule) {
  const auto drop = prepare(p, table, rule);
  auto look = fmt::format("look for rows that {} would refuse", rule.what);
  p.search(Phase::backfill, look, table, rule.broken);
  if (!rule.up.empty() && !rule.not_null.empty()) {
    require_given(p, table, table.name + "." + rule.not_null, rule.up.at(rule.not_null));
    refuse_nulls(p, table, rule);
  }
  p.search(Phase::contract, look + ", again", table, rule.broken);

  std::vector<std::string> sql = {
      expect_statement(fmt::format("no row breaks {}", rule.what), no_row(table, rule.broken))};
  auto change = change_definition(table.name, rule.edit, rule.what + " is in the definition");
  sql.insert(sql.end(), drop.begin(), drop.end());
  sql.insert(sql.end(), change.begin(), change.end());
  auto& step = p.ddl(Phase::contract, "require " + rule.what, table, sql);
  step.strategy = Strategy::instant;
  step.why = "old code, which may break it, is gone; the stored definition alone changes";
  step.lock = write_lock("one read of the table, then milliseconds",
                         "proof and rule belong in one transaction");
  if (rule.up.empty())
    p.note(
        fmt::format("{} holds from contract on: old code may write rows that break it until "
                    "then; contract refuses while there are such rows",
                    rule.what));
}

void plan_loosened(const Planning& p, const Table& table, const Rule& rule,
                   const std::map<std::string, std::string>& down, const std::string& place) {
  auto& edit = rule.edit;
  auto& step = p.ddl(Phase::expand, "no longer require " + rule.what, table,
                     change_definition(table.name, edit, rule.what + " is out of the definition"));
  step.strategy = Strategy::instant;
  step.why = "new code may break it; the stored definition alone changes";
  if (down.empty()) {
    step.loss = fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT 1000)",
                            quote(table.name), rule.broken);
    step.loss_what = fmt::format("rows of {} that break {}", table.name, rule.what);
  } else {
    MendedRows mended{rule.name, rule.broken, down};
    step.undo.push_back(fmt::format("UPDATE {} SET {} WHERE {}", quote(table.name),
                                    mend_set(mended), mend_condition(table, mended)));
  }
  step.undo.push_back(
      expect_statement(fmt::format("no row breaks {}", rule.what), no_row(table, rule.broken)));
  for (auto& statement : change_definition(table.name, {edit.to, edit.from},
                                           rule.what + " is in the definition again"))
    step.undo.push_back(statement);
  step.undo_lock = write_lock("one read of the table, then milliseconds",
                              "proof and rule belong in one transaction");
  p.note(down.empty()
             ? fmt::format("old code reads what new code writes against {}; a rollback is refused "
                           "while there are such rows",
                           rule.what)
             : fmt::format("old code reads what new code writes against {}; `down` replaces it "
                           "when it is rolled back, in one statement",
                           rule.what));
  if (place.empty()) return;
  auto& tidy = p.ddl(
      Phase::contract, fmt::format("forget the place of {}", rule.what), table,
      change_definition(table.name, {place, ""}, "the definition has no place of " + rule.what,
                        fmt::format("NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' "
                                    "AND name = {} AND instr(sql, {}))",
                                    quote_text(table.name), quote_text(place))));
  tidy.strategy = Strategy::instant;
  tidy.why = "a rollback needs it no more";
  tidy.tidies = true;
}

std::string orphan(const Table& table, const NewKey& key) {
  std::vector<std::string> present, equal;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    present.push_back(quote(key.columns[i]) + " IS NOT NULL");
    equal.push_back(fmt::format("migrate_parent.{} = {}.{}", quote(key.ref_columns.at(i)),
                                quote(table.name), quote(key.columns[i])));
  }
  return fmt::format("{} AND NOT EXISTS (SELECT 1 FROM {} AS migrate_parent WHERE {})",
                     join(present, " AND "), quote(key.ref_table), join(equal, " AND "));
}

namespace {

// The index is what a foreign key that refers to these columns needs.
bool is_parent_key(const Index& index, const std::vector<std::string>& columns) {
  if (!index.unique || !index.predicate.empty() || index.parts.size() != columns.size())
    return false;
  return std::all_of(index.parts.begin(), index.parts.end(), [&](const IndexPart& part) {
    return part.options.empty() && std::any_of(columns.begin(), columns.end(), [&](auto& column) {
             return same_name(column, part.column);
           });
  });
}

std::ptrdiff_t parent_keys(const Table& table, const std::vector<std::string>& columns) {
  return std::count_if(table.indexes.begin(), table.indexes.end(),
                       [&](auto& index) { return is_parent_key(index, columns); });
}

}  // namespace

void require_parent_key(const Planning& p, const NewKey& key) {
  auto& parent = p.table(Identifier(key.ref_table));
  for (auto& column : key.ref_columns) {
    require_column(parent, Identifier(column), p.at);
    p.reads(parent.name, column);
  }
  if (parent_keys(parent, key.ref_columns) == 0)
    refuse("MIG-PLAN-CONSTRAINT",
           fmt::format("foreign key \"{}\": no primary key and no unique index of \"{}\" is on "
                       "({})",
                       key.name, key.ref_table, join(key.ref_columns, ", ")),
           "make one first, in a migration of its own", p.at.text());
}

void require_not_referred(const Planning& p, const Table& table, const Index& leaving) {
  for (auto& key : table.referenced_by) {
    if (!is_parent_key(leaving, key.ref_columns)) continue;
    // Words that name no columns mean the primary key, whatever other key there is.
    if (!leaving.primary && parent_keys(table, key.ref_columns) > 1) continue;
    unsupported(p.at,
                fmt::format("foreign key {} of {} refers to ({}) of {}",
                            key.name.empty() ? "(" + join(key.columns, ", ") + ")" : key.name,
                            key.table, join(key.ref_columns, ", "), table.name),
                "drop that foreign key first");
  }
}

void require_new_constraint(const Planning& p, const Table& table, const Identifier& name) {
  if (name.empty()) unsupported(p.at, "a constraint of its own needs a name");
  require_name(name, name_limit, true, p.at);
  auto text = parse_create_table(definition_of(table));
  if (text && text->constraint(name.value))
    refuse("MIG-PLAN-EXISTS",
           fmt::format("table \"{}\" has a constraint \"{}\" already", table.name, name.value),
           "correct the migration file, then `migrate plan`", p.at.text());
}

std::string other_value(const SqlText& text, const std::string& column) {
  auto given = std::string(trim(sql_or_empty(text, EngineKind::sqlite)));
  auto bare = given;
  if (bare.size() > 1 && (bare.front() == '"' || bare.front() == '`'))
    bare = bare.substr(1, bare.size() - 2);
  return same_name(bare, column) ? "" : given;
}

}  // namespace migrate::sqlite
