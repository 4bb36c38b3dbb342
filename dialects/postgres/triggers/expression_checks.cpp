// Statements that ask of an expression of the user's, before anything relies on it, what would
// otherwise be found in the application's next write.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/triggers/row_expression.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// What it calls, pg_depend does not say of the server's own functions: the tree does.
std::string volatile_calls(const std::string& view, const std::string& what) {
  return fmt::format(
      "  SELECT string_agg(DISTINCT f.proname::text, ', ') INTO migrate_found\n"
      "  FROM pg_catalog.pg_rewrite AS r\n"
      "  CROSS JOIN regexp_matches(r.ev_action::text, ':(?:op)?funcid ([0-9]+)', 'g') AS called\n"
      "  JOIN pg_catalog.pg_proc AS f ON f.oid = called[1]::oid\n"
      "  WHERE r.ev_class = {}::regclass AND f.provolatile = 'v';\n"
      "  IF migrate_found IS NOT NULL THEN\n"
      "    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = {} || migrate_found "
      "||\n      ', which gives another value each time: trigger, fill and comparison would not "
      "agree';\n"
      "  END IF;\n",
      quote_literal(view), quote_literal(what + " calls "));
}

// A trigger runs with the rights of whoever writes, through a view too.
std::string missing_rights(const std::string& view, const std::string& table,
                           const std::string& read, const std::string& what) {
  auto own = quote_literal(table) + "::regclass";
  if (read != table) own += ", " + quote_literal(read) + "::regclass";
  return fmt::format(
      "  WITH RECURSIVE written(id) AS (\n"
      "    SELECT {0}::regclass::oid UNION\n"
      "    SELECT r.ev_class FROM written JOIN pg_catalog.pg_depend AS d ON d.refobjid = "
      "written.id\n"
      "    AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_rewrite'::regclass\n"
      "    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid WHERE r.ev_class <> {1}::regclass),\n"
      "  writer(name) AS (\n"
      "    SELECT DISTINCT CASE g.grantee WHEN 0 THEN 'public' ELSE "
      "pg_get_userbyid(g.grantee)::text END\n"
      "    FROM written JOIN pg_catalog.pg_class AS c ON c.oid = written.id CROSS JOIN LATERAL (\n"
      "      SELECT * FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) UNION ALL\n"
      "      SELECT e.* FROM pg_catalog.pg_attribute AS a, aclexplode(a.attacl) AS e\n"
      "      WHERE a.attrelid = c.oid) AS g WHERE g.privilege_type IN ('INSERT', 'UPDATE')),\n"
      "  needed(class, id) AS (\n"
      "    SELECT DISTINCT d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d\n"
      "    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid AND d.classid = "
      "'pg_rewrite'::regclass\n"
      "    WHERE r.ev_class = {1}::regclass AND d.refobjid NOT IN (r.ev_class, "
      "{3}))\n"
      "  SELECT string_agg(DISTINCT grant_it, '; ') INTO migrate_found FROM (\n"
      "    SELECT format('GRANT SELECT ON %s TO %I', id::regclass, name) FROM needed, writer\n"
      "    WHERE class = 'pg_class'::regclass AND NOT has_any_column_privilege(name, id, "
      "'SELECT') UNION ALL\n"
      "    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', id::regprocedure, name) FROM "
      "needed, writer\n"
      "    WHERE class = 'pg_proc'::regclass AND NOT has_function_privilege(name, id, 'EXECUTE') "
      "UNION ALL\n"
      "    SELECT format('GRANT USAGE ON SCHEMA %s TO %I', s.id::regnamespace, name) FROM writer, "
      "(\n"
      "      SELECT relnamespace FROM needed JOIN pg_catalog.pg_class AS c ON c.oid = needed.id "
      "WHERE class "
      "= 'pg_class'::regclass UNION\n"
      "      SELECT pronamespace FROM needed JOIN pg_catalog.pg_proc AS f ON f.oid = needed.id "
      "WHERE class = "
      "'pg_proc'::regclass) AS s(id)\n"
      "    WHERE NOT has_schema_privilege(name, s.id, 'USAGE')) AS missing(grant_it);\n"
      "  IF migrate_found IS NOT NULL THEN\n"
      "    RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE =\n"
      "      {2} || migrate_found;\n"
      "  END IF;\n",
      quote_literal(table), quote_literal(view),
      quote_literal("the trigger evaluates " + what +
                    " with the rights of whoever writes; needed: "),
      own);
}

// As far as its words tell.
bool depends_on_time_zone(const Table& table, const std::string& expression) {
  auto text = lower(expression);
  if (mentions(text, "zone") || mentions(text, "timezone")) return false;
  for (auto* word : {"now", "current_date", "current_timestamp", "localtimestamp", "timestamptz"})
    if (mentions(text, word)) return true;
  return std::any_of(table.columns.begin(), table.columns.end(), [&](auto& column) {
    return column.type.ends_with(" with time zone") && mentions(text, lower(column.name));
  });
}

}  // namespace

std::vector<std::string> row_checks(const Planning& p, const Table& table, const std::string& name,
                                    const std::string& what, const std::string& expression,
                                    Evaluated evaluated, const std::string& on) {
  auto q = p.q(table.name), read = on.empty() ? q : on;
  auto select = fmt::format("SELECT {} AS value FROM (SELECT * FROM {}) AS {}",
                            parenthesised(expression), read, quote_name(table.name));
  if (evaluated == Evaluated::by_undo || !may_read_or_call(expression))
    return {"EXPLAIN " + select};
  auto view = "migrate." + quote_name(object_name({"asks", p.migration.id, table.name, name}, 63));
  auto body = std::string("\nDECLARE\n  migrate_found text;\nBEGIN\n");
  if (evaluated != Evaluated::by_trigger) body += volatile_calls(view, what);
  if (evaluated != Evaluated::by_copy) body += missing_rights(view, q, read, what);
  body += "END\n";
  return {fmt::format("CREATE VIEW {} AS {}", view, select), "DO " + dollar_quote(body),
          "DROP VIEW " + view};
}

std::vector<std::string> expression_checks(Planning& p, const Table& table,
                                           const std::string& column, const std::string& expression,
                                           Evaluated evaluated, const std::string& known_as,
                                           const std::string& on) {
  auto full = table.name + "." + (known_as.empty() ? column : known_as);
  if (evaluated != Evaluated::by_undo && depends_on_time_zone(table, expression))
    p.note(
        fmt::format("`{}` of {} is evaluated with TimeZone = UTC, by triggers as by backfill, "
                    "whatever the application's is: name another one by AT TIME ZONE",
                    shorten(expression, 80), full));
  auto target = on.empty() ? p.q(table.name) : on + " AS " + quote_name(table.name);
  std::vector<std::string> sql = {fmt::format("EXPLAIN UPDATE {} SET {} = {} WHERE false", target,
                                              quote_name(column), parenthesised(expression))};
  for (auto& statement :
       row_checks(p, table, column, fmt::format("`{}` of {}", shorten(expression, 80), full),
                  expression, evaluated, on))
    sql.push_back(statement);
  return sql;
}

}  // namespace migrate::postgres
