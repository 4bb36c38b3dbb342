#include "dialects/postgres/sync.hpp"

#include <fmt/format.h>

#include <optional>

#include "dialects/postgres/defaults.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr std::size_t name_limit = 63;

// Not `IS NULL`, which for a composite value asks whether all its fields are NULL.
std::string is_null(const std::string& value) {
  return value + " IS NOT DISTINCT FROM NULL";
}

// Equal values have one image: no scale, no signed zero, no padding, no collation that equates.
bool equality_is_image(const Column& column) {
  if (column.extra.count("base_type")) return false;
  auto name = column.type.substr(0, column.type.find('('));
  bool text = name == "text" || name == "character varying";
  if (text) return column.collation.empty();  // the database's own collation is deterministic
  for (auto* plain : {"smallint", "integer", "bigint", "boolean", "date", "uuid", "bytea", "oid"})
    if (name == plain) return true;
  return name.starts_with("timestamp");
}

}  // namespace

Sync row_trigger(const SyncSite& site, const std::string& kind, const std::string& column,
                 const std::string& path, const std::string& body,
                 std::optional<std::string> when) {
  Sync sync;
  auto name = object_name({kind, site.migration, site.table, column}, name_limit - 3);
  sync.trigger = "zz_" + name;
  auto function = "migrate." + quote_name(name) + "()";
  auto table = qualified(site.schema, site.table);
  if (!when) {
    when =
        "current_setting('migrate.backfill', true) IS DISTINCT FROM " + quote_literal(sync.trigger);
    sync.guard = "SET LOCAL migrate.backfill = " + quote_literal(sync.trigger);
  }
  sync.create = {
      fmt::format("CREATE OR REPLACE FUNCTION {} RETURNS trigger LANGUAGE plpgsql{} AS {}",
                  function, path.empty() ? "" : "\n  SET search_path = " + path,
                  dollar_quote(body)),
      fmt::format("CREATE TRIGGER {} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW\n"
                  "{}"
                  "  EXECUTE FUNCTION {}",
                  quote_name(sync.trigger), table,
                  when->empty() ? "" : fmt::format("  WHEN ({})\n", *when), function)};
  sync.drop = {fmt::format("DROP TRIGGER IF EXISTS {} ON {}", quote_name(sync.trigger), table),
               fmt::format("DROP FUNCTION IF EXISTS {}", function)};
  return sync;
}

// Without the cast the parser compares the rows field by field, with an operator that text has not.
std::string differs(const std::string& a, const std::string& b) {
  return fmt::format("ROW({})::record OPERATOR(pg_catalog.*<>) ROW({})::record", a, b);
}

std::string differs(const Column& column, const std::string& a, const std::string& b) {
  return equality_is_image(column) ? fmt::format("{} IS DISTINCT FROM {}", a, b) : differs(a, b);
}

std::string same(const std::string& a, const std::string& b) {
  return fmt::format("ROW({})::record OPERATOR(pg_catalog.*=) ROW({})::record", a, b);
}

std::string parenthesised(const std::string& expression) {
  return "(" + expression + (expression.find("--") == std::string::npos ? ")" : "\n)");
}

Sync rename_sync(const SyncSite& site, const Column& first, const std::string& second) {
  auto old_name = quote_name(first.name), new_name = quote_name(second);
  bool by_default =
      first.default_sql && first.default_constant && !is_null_default(*first.default_sql);
  auto base = first.extra.find("base_type");
  auto type = base == first.extra.end() ? first.type : base->second;
  auto given = by_default
                   ? differs(first, "NEW." + new_name,
                             fmt::format("CAST({} AS {})", parenthesised(*first.default_sql), type))
                   : "NOT (" + is_null("NEW." + new_name) + ")";
  auto body = fmt::format(
      "\n"
      "BEGIN\n"
      "  IF TG_OP = 'INSERT' THEN\n"
      "    IF {0} THEN\n"
      "      NEW.{1} := NEW.{2};\n"
      "    ELSE\n"
      "      NEW.{2} := NEW.{1};\n"
      "    END IF;\n"
      "  ELSIF {3} THEN\n"
      "    NEW.{1} := NEW.{2};\n"
      "  ELSE\n"
      "    NEW.{2} := NEW.{1};\n"
      "  END IF;\n"
      "  RETURN NEW;\n"
      "END\n",
      given, old_name, new_name, differs(first, "NEW." + new_name, "OLD." + new_name));
  auto old_value = "NEW." + old_name + (base == first.extra.end() ? "" : "::" + type);
  // Only the default's own type names depend on the path.
  return row_trigger(site, "rename", first.name, by_default ? site.search_path : "", body,
                     differs(first, "NEW." + new_name, old_value));
}

Sync derived_sync(const SyncSite& site, const Derived& derived) {
  auto column = quote_name(derived.column), table = quote_name(site.table);
  auto evaluate = [&](const char* variable, const char* row) {
    return fmt::format("SELECT {} INTO {} FROM (SELECT {}.*) AS {};\n",
                       parenthesised(derived.expression), variable, row, table);
  };
  auto now_null = is_null("NEW." + column);
  std::string body = fmt::format(
      "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n"
      "  migrate_value {0}.{1}%TYPE;\n"
      "  migrate_before {0}.{1}%TYPE;\n"
      "BEGIN\n"
      "  IF TG_OP = 'INSERT' THEN\n",
      qualified(site.schema, site.table), column);
  if (derived.fills_inserts)
    body += fmt::format(
        "    IF {} THEN\n"
        "      {}"
        "      NEW.{} := migrate_value;\n"
        "    END IF;\n",
        derived.left_out_default.empty()
            ? now_null
            : same("NEW." + column,
                   fmt::format("CAST({} AS {})", parenthesised(derived.left_out_default),
                               derived.type)),
        evaluate("migrate_value", "NEW"), column);
  body += "    RETURN NEW;\n  END IF;\n";
  if (derived.required)
    body += fmt::format(
        "  IF {} THEN\n"
        "    {}"
        "    NEW.{} := migrate_value;\n"
        "    RETURN NEW;\n"
        "  END IF;\n",
        now_null, evaluate("migrate_value", "NEW"), column);
  body += fmt::format(
      "  IF {0} THEN\n"
      "    {1}"
      "    IF {2}{3} THEN\n"
      "      {4}"
      "      NEW.{5} := migrate_value;\n"
      "    END IF;\n"
      "  END IF;\n"
      "  RETURN NEW;\n"
      "END\n",
      same("NEW." + column, "OLD." + column), evaluate("migrate_before", "OLD"),
      derived.null_is_unfilled ? is_null("OLD." + column) + " OR " : "",
      same("OLD." + column, "migrate_before"), evaluate("migrate_value", "NEW"), column);
  return row_trigger(site, "value", derived.column, site.search_path, body);
}

// "value_": behind the derived columns, whose NULLs it replaces too.
Sync mend_sync(const SyncSite& site, const Mend& mend) {
  auto table = quote_name(site.table), q = qualified(site.schema, site.table);
  std::string declare, assign;
  std::vector<std::string> expressions, variables;
  for (auto& [column, expression] : mend.values) {
    variables.push_back(fmt::format("migrate_{}", variables.size() + 1));
    expressions.push_back(parenthesised(expression));
    declare += fmt::format("  {} {}.{}%TYPE;\n", variables.back(), q, quote_name(column));
    assign += fmt::format("  NEW.{} := {};\n", quote_name(column), variables.back());
  }
  auto from = fmt::format("FROM (SELECT NEW.*) AS {};\n", table);
  std::string ask;
  if (!mend.violated.empty()) {
    declare = "  migrate_violated boolean;\n" + declare;
    ask = fmt::format(
        "  SELECT {} INTO migrate_violated {}"
        "  IF NOT coalesce(migrate_violated, false) THEN\n"
        "    RETURN NEW;\n"
        "  END IF;\n",
        parenthesised(mend.violated), from);
  }
  auto body = fmt::format(
      "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n{}"
      "BEGIN\n{}"
      "  SELECT {} INTO {} {}"
      "{}"
      "  RETURN NEW;\n"
      "END\n",
      declare, ask, join(expressions, ", "), join(variables, ", "), from, assign);
  return row_trigger(site, "value_kept", mend.name, site.search_path, body, mend.when);
}

}  // namespace migrate::postgres
