#include "dialects/postgres/replace/carried_views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dialects/postgres/catalog/inspect_view.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

bool among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Behind all that it reads. The server lets views be made that read each other, to fail when used.
void place(const std::vector<View>& all, const View& view, std::set<const View*>& seen,
           std::vector<const View*>& innermost_first) {
  if (!seen.insert(&view).second) return;
  for (auto& other : all)
    if (among(view.reads, other.name)) place(all, other, seen, innermost_first);
  innermost_first.push_back(&view);
}

// One message to the server for all: under the locks each one more is time in which others wait.
std::string at_once(const Statements& statements) {
  return join(statements, ";\n");
}

bool is_default(const std::string& setting) {
  return setting.starts_with("ALTER VIEW ") && setting.find(" SET DEFAULT ") != std::string::npos;
}

}  // namespace

std::string plain_name(const std::string& name, const std::string& schema) {
  auto own = quote_name(schema) + ".";
  auto shown = replace_all(name.starts_with(own) ? name.substr(own.size()) : name, "\"\"", "\x1f");
  return replace_all(replace_all(shown, "\"", ""), "\x1f", "\"");
}

std::vector<const View*> outermost_first(const std::vector<View>& all) {
  std::vector<const View*> ordered;
  std::set<const View*> seen;
  for (auto& view : all) place(all, view, seen, ordered);
  return {ordered.rbegin(), ordered.rend()};
}

// The error's own code is kept: a lock that was not to be had is tried again.
std::string naming_view(const std::string& view, const std::string& statement) {
  return "DO " +
         dollar_quote(fmt::format(
             "\nBEGIN\n{};\nEXCEPTION WHEN OTHERS THEN\n"
             "  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = {} || SQLERRM;\nEND\n",
             statement,
             quote_literal("view " + view + " cannot be made again over the new column: ")));
}

CarriedViews::CarriedViews(Planning& p, const Columns& columns, Reword reword)
    : CarriedViews(p.schema.views, p.schema.name, columns, std::move(reword)) {
  if (auto all = refusals(); !all.empty())
    unsupported(p.at(), all.front(), "drop it before, and make it again after contract");
}

CarriedViews::CarriedViews(const std::vector<View>& all, const std::string& schema,
                           const Columns& columns, Reword reword)
    : schema_(schema), columns_(columns), reword_(std::move(reword)) {
  std::vector<std::string> found;
  for (auto& view : all)
    for (auto& [table, column] : columns)
      if (among(view.columns, table + "\x1f" + column) && !among(found, view.name))
        found.push_back(view.name);
  for (std::size_t i = 0; i < found.size(); ++i)
    for (auto& view : all)
      if ((among(view.reads, found[i]) || among(view.writes, found[i])) && !among(found, view.name))
        found.push_back(view.name);
  for (auto* view : outermost_first(all))
    if (among(found, view->name)) views_.push_back(view);
  for (auto* view : views_) carried_before_ |= view->carried;
}

Statements CarriedViews::names() const {
  Statements names;
  for (auto* view : views_) names.push_back(plain_name(view->name, schema_));
  return names;
}

Statements CarriedViews::refusals() const {
  if (empty()) return {};
  Statements all;
  auto& [table, column] = columns_.front();
  auto what = column == "*" ? fmt::format("the row type of \"{}\"", table)
                            : fmt::format("\"{}\".\"{}\"", table, column);
  for (auto* view : views_)
    if (!view->reasons.empty())
      all.push_back(fmt::format("view {} reads {} and cannot be made again: {}",
                                plain_name(view->name, schema_), what, join(view->reasons, "; ")));
  return all;
}

bool CarriedViews::has(const std::string& name) const {
  return std::any_of(views_.begin(), views_.end(), [&](auto* view) { return view->name == name; });
}

Statements require_as_planned(const std::vector<const View*>& views, const std::string& changed,
                              const std::string& compare) {
  if (views.empty()) return {};
  Statements names, planned;
  for (auto* view : views) {
    names.push_back(view->name);
    planned.push_back(fmt::format("    ({}, '{}', '{}')", quote_literal(view->name),
                                  view->words_digest, view->settings_digest));
  }
  return {"LOCK TABLE " + join(names, ", ") + " IN ACCESS SHARE MODE",
          "DO " + dollar_quote(
                      fmt::format("\nDECLARE\n"
                                  "  path text := current_setting('search_path');\n"
                                  "  changed text;\n"
                                  "BEGIN\n"
                                  "  PERFORM set_config('search_path', 'pg_catalog', true);\n"
                                  "  SELECT string_agg(v.name, ', ') INTO changed\n"
                                  "  FROM (VALUES\n{}) AS v (name, words, settings)\n"
                                  "  LEFT JOIN pg_class AS c ON c.oid = to_regclass(v.name)\n"
                                  "  WHERE c.oid IS NULL{}\n"
                                  "    OR v.settings <> {};\n"
                                  "{}"
                                  "  IF changed IS NOT NULL THEN\n"
                                  "    RAISE EXCEPTION 'changed since it was planned how to make "
                                  "them again: % (make each "
                                  "what it was, or roll this migration back)', changed;\n"
                                  "  END IF;\n"
                                  "  PERFORM set_config('search_path', path, true);\n"
                                  "END\n",
                                  join(planned, ",\n"), changed, digest_of_settings(), compare))};
}

Statements CarriedViews::drop() const {
  Statements drops;
  for (auto* view : views_)
    if (!view->writes.empty())
      for (auto& rule : view->rule_names)
        drops.push_back(fmt::format("DROP RULE {} ON {}", quote_name(rule), view->name));
  for (auto* view : views_) drops.push_back("DROP VIEW " + view->name);
  return drops;
}

Statements CarriedViews::as_planned() const {
  if (carried_before_) return as_made();
  return require_as_planned(views_, " OR v.words <> " + digest_of_words());
}

Statements CarriedViews::as_made() const {
  std::string compare;
  for (auto* view : views_)
    compare += fmt::format(
        "  CREATE VIEW migrate.migrate_view AS\n{};\n"
        "  IF pg_get_viewdef(to_regclass('migrate.migrate_view')) IS DISTINCT FROM "
        "pg_get_viewdef(to_regclass({})) THEN\n"
        "    changed := concat_ws(', ', changed, {});\n"
        "  END IF;\n"
        "  DROP VIEW migrate.migrate_view;\n",
        view->definition, quote_literal(view->name), quote_literal(view->name));
  return require_as_planned(views_, "", compare);
}

std::string CarriedViews::reworded(const std::string& expression) const {
  return reword_ ? reword_(expression) : expression;
}

Statements CarriedViews::make(bool trial) const {
  if (empty()) return {};
  Statements sql, rules;
  for (auto view = views_.rbegin(); view != views_.rend(); ++view) {
    auto& v = **view;
    auto create =
        fmt::format("CREATE VIEW {}{} AS\n{}", v.name,
                    v.options.empty() ? "" : " WITH (" + v.options + ")", reworded(v.definition));
    sql.push_back(trial ? naming_view(plain_name(v.name, schema_), create) : create);
    for (auto& setting : v.settings)
      sql.push_back(is_default(setting) ? reworded(setting) : setting);
    for (auto& rule : v.rules)
      rules.push_back(rule.starts_with("COMMENT ") ? rule : reworded(rule));
  }
  // A rule may write to a view that reads the one it belongs to.
  sql.insert(sql.end(), rules.begin(), rules.end());
  return {at_once(sql)};
}

Statements CarriedViews::up() const {
  return make(false);
}

Statements CarriedViews::try_up() const {
  return make(true);
}

std::string CarriedViews::let_go_of(const std::string& table_sql, const std::string& column) const {
  return "DO " +
         dollar_quote(fmt::format(
             "\nDECLARE\n"
             "  left_behind text;\n"
             "BEGIN\n"
             "  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind\n"
             "  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid\n"
             "  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = "
             "d.refobjsubid\n"
             "  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass "
             "AND d.refobjid = {}::regclass AND a.attname = {};\n"
             "  IF left_behind IS NOT NULL THEN\n"
             "    RAISE EXCEPTION 'these would go on reading the replaced column (made since the "
             "plan was, or naming columns by their place): %', left_behind;\n"
             "  END IF;\n"
             "END\n",
             quote_literal(table_sql), quote_literal(column)));
}

LockedObjects CarriedViews::with_names(LockedObjects tables) const {
  for (auto* view : views_) tables.add({plain_name(view->name, schema_)});
  return tables;
}

void CarriedViews::note(Planning& p) const {
  if (empty()) return;
  p.note(fmt::format(
      "views that are made again in the transaction that gives the column its new type: {}; leave "
      "them as they are until contract has ended; a prepared statement over one may fail once "
      "(\"cached plan must not change result type\")",
      join(names(), ", ")));
}

void CarriedViews::made(Planning& p) const {
  for (auto& view : p.schema.views)
    if (has(view.name)) view.carried = true;
}

}  // namespace migrate::postgres
