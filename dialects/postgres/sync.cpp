#include "dialects/postgres/sync.hpp"

#include <fmt/format.h>

#include <optional>

#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/triggers/moved_row.hpp"
#include "dialects/postgres/triggers/row_expression.hpp"
#include "dialects/postgres/triggers/trigger_order.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr std::size_t name_limit = 63;

// Not `IS NULL`, which for a composite value asks whether all its fields are NULL.
std::string is_null(const std::string& value) {
  return value + " IS NOT DISTINCT FROM NULL";
}

std::string in_fill_of(const std::string& trigger) {
  return "SET LOCAL migrate.backfill = " + quote_literal(trigger);
}

}  // namespace

// Equal values have one image: no scale, no signed zero, no padding, no collation that equates.
bool equality_is_image(const Column& column) {
  if (column.extra.count("base_type") || column.type.ends_with("[]")) return false;
  auto name = column.type.substr(0, column.type.find('('));
  bool text = name == "text" || name == "character varying";
  if (text) return column.collation.empty();  // the database's own collation is deterministic
  for (auto* plain : {"smallint", "integer", "bigint", "boolean", "date", "uuid", "bytea", "oid"})
    if (name == plain) return true;
  // Of one scale all, which the type gives them.
  if (name == "numeric") return column.type.ends_with(')');
  return column.type.starts_with("timestamp") && column.type.ends_with(" time zone");
}

Sync row_trigger(const SyncSite& site, const std::string& kind, const std::string& column,
                 const std::string& settings, const std::string& body,
                 std::optional<std::string> when, const std::string& events) {
  Sync sync;
  auto name =
      object_name({ranked(site.rank, kind), site.migration, site.table, column}, name_limit - 3);
  sync.trigger = "zz_" + name;
  auto function = "migrate." + quote_name(name) + "()";
  auto table = qualified(site.schema, site.table);
  if (!when) {
    when = "current_setting('migrate.backfill', true) IS DISTINCT FROM " +
           quote_literal(sync.trigger) + " OR pg_trigger_depth() > 0";
    sync.guard = in_fill_of(sync.trigger);
  }
  sync.create = {
      fmt::format("CREATE OR REPLACE FUNCTION {} RETURNS trigger LANGUAGE plpgsql{} AS {}",
                  function, settings, dollar_quote(body)),
      fmt::format("CREATE TRIGGER {} BEFORE {} ON {} FOR EACH ROW\n"
                  "{}"
                  "  EXECUTE FUNCTION {}",
                  quote_name(sync.trigger), events, table,
                  when->empty() ? "" : fmt::format("  WHEN ({})\n", *when), function)};
  sync.drop = {fmt::format("DROP TRIGGER IF EXISTS {} ON {}", quote_name(sync.trigger), table),
               fmt::format("DROP FUNCTION IF EXISTS {}", function)};
  return sync;
}

Sync loud_trigger(const SyncSite& site, const std::string& kind, const std::string& column,
                  const std::string& settings, const std::string& body) {
  auto sync = row_trigger(site, kind, column, settings, body, "");
  sync.guard = in_fill_of(sync.trigger);
  return sync;
}

std::string computed_again(const SyncSite& site, const std::vector<std::string>& columns,
                           const std::vector<std::string>& expressions) {
  std::vector<std::string> empty, as_filled, into;
  std::string cleared;
  for (auto& column : columns) {
    auto c = quote_name(column);
    into.push_back("migrate_was." + c);
    empty.push_back(is_null("OLD." + c));
    as_filled.push_back(same("NEW." + c, into.back()));
    cleared += fmt::format("        NEW.{} := NULL;\n", c);
  }
  // Deeper are the writes of triggers of the user's that the fill has fired.
  return fmt::format(
      "  IF TG_OP = 'UPDATE' AND pg_trigger_depth() = 1 AND\n"
      "     current_setting('migrate.backfill', true) = TG_NAME AND\n"
      "     {} THEN\n"
      "    BEGIN\n"
      "      migrate_was := OLD;\n"
      "{}"
      "      IF {} THEN\n"
      "{}"
      "      END IF;\n"
      "    EXCEPTION WHEN others THEN\n"
      "      NULL;\n"
      "    END;\n"
      "  END IF;\n",
      join(empty, " AND "), evaluate(site, expressions, into, "OLD", "      "),
      join(as_filled, " AND "), cleared);
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
  auto by_default = constant_default_of(first);
  auto& type = type_beside(first);
  auto given = by_default ? differs(first, "NEW." + new_name,
                                    fmt::format("CAST({} AS {})", parenthesised(*by_default), type))
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
  auto old_value = "NEW." + old_name + (type == first.type ? "" : "::" + type);
  // Only the default depends on settings. A time is compared with what the session's own have made
  // of it in the columns: another TimeZone would take each default for a value that was given.
  auto settings = !by_default ? std::string()
                  : is_same_everywhere(*by_default, type)
                      ? settings_for(site, {*by_default}, {type})
                      : "\n  SET search_path = " + site.search_path;
  return row_trigger(site, "rename", first.name, settings, body,
                     differs(first, "NEW." + new_name, old_value));
}

Sync derived_sync(const SyncSite& site, const Derived& derived) {
  auto column = quote_name(derived.column), now = "NEW." + column, was = "OLD." + column;
  auto value = [&](const std::string& into, const char* row, const char* indent) {
    return evaluate(site, {derived.expression}, {into}, row, indent);
  };
  // Stored as it was written; where that is a NULL that cannot be, the error says why.
  std::string as_written =
      derived.not_null ? "IF " + is_null(now) + " THEN RAISE; END IF;" : "NULL;";
  auto give = [&](const std::string& indent) {
    if (!derived.keeps_value) return value(now, "NEW", indent.c_str());
    auto given = "migrate_was." + column;
    return indent + "migrate_was := NEW;\n" + value(given, "NEW", indent.c_str()) +
           fmt::format("{0}IF NOT ({1}) THEN\n{0}  {2} := {3};\n{0}END IF;\n", indent,
                       is_null(given), now, given);
  };
  auto attempt = [&](const std::string& indent, const std::string& failed) {
    return fmt::format("{0}BEGIN\n{1}{0}EXCEPTION WHEN others THEN\n{0}  {2}\n{0}END;\n", indent,
                       give(indent + "  "), failed);
  };
  auto left_out =
      derived.left_out_default.empty()
          ? is_null(now)
          : same(now, fmt::format("CAST({} AS {})", parenthesised(derived.left_out_default),
                                  derived.type));
  // A NULL that is "not filled" an UPDATE has filled.
  auto moved = derived.fills_inserts && !derived.null_is_unfilled
                   ? moved_row(site, "value " + derived.column, {derived.column})
                   : std::nullopt;
  std::string body =
      "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n"
      "  migrate_was record;\n"
      "  migrate_follows boolean;\n";
  if (moved) body += "  migrate_moved boolean;\n";
  body += "BEGIN\n";
  if (derived.behind_others) body += computed_again(site, {derived.column}, {derived.expression});
  body += "  IF TG_OP = 'INSERT' THEN\n";
  if (moved)
    body += fmt::format(
        "    IF {} THEN\n{}      IF NOT migrate_moved THEN\n{}      END IF;\n    END IF;\n",
        left_out, moved->ask, attempt("        ", as_written));
  else if (derived.fills_inserts)
    body += fmt::format("    IF {} THEN\n{}    END IF;\n", left_out, attempt("      ", as_written));
  body += "    RETURN NEW;\n  END IF;\n";
  if (moved) body += fmt::format("  IF {} THEN\n{}  END IF;\n", left_out, moved->note);
  if (derived.required)
    body += fmt::format("  IF {} THEN\n{}    RETURN NEW;\n  END IF;\n", is_null(now),
                        attempt("    ", as_written));
  // It follows what it held by the expression. Of a NULL whose expression raises that is not
  // known: it follows, too.
  body += fmt::format(
      "  IF {same} THEN\n"
      "    migrate_follows := {unfilled};\n"
      "    BEGIN\n"
      "      IF NOT migrate_follows THEN\n"
      "        migrate_was := OLD;\n"
      "{before}"
      "        migrate_follows := {follows};\n"
      "      END IF;\n"
      "      IF migrate_follows THEN\n"
      "{after}"
      "      END IF;\n"
      "    EXCEPTION WHEN others THEN\n"
      "{failed}"
      "    END;\n"
      "  END IF;\n"
      "  RETURN NEW;\n"
      "END\n",
      fmt::arg("same", same(now, was)),
      fmt::arg("unfilled", derived.null_is_unfilled ? is_null(was) : "false"),
      fmt::arg("before", value("migrate_was." + column, "OLD", "        ")),
      fmt::arg("follows", same(was, "migrate_was." + column)), fmt::arg("after", give("        ")),
      fmt::arg("failed", derived.not_null ? "      NULL;\n"
                         : derived.null_is_unfilled
                             ? fmt::format("      IF migrate_follows THEN\n"
                                           "        {} := NULL;\n"
                                           "      END IF;\n",
                                           now)
                             : fmt::format("      IF migrate_follows THEN\n"
                                           "        {} := NULL;\n"
                                           "      ELSIF {} THEN\n"
                                           "{}"
                                           "      END IF;\n",
                                           now, is_null(was), attempt("        ", "NULL;"))));
  std::vector<std::string> expressions = {derived.expression};
  if (!derived.left_out_default.empty()) expressions.push_back(derived.left_out_default);
  const auto settings = settings_for(site, expressions, {derived.type});
  return derived.behind_others ? loud_trigger(site, "value", derived.column, settings, body)
                               : row_trigger(site, "value", derived.column, settings, body);
}

// No INSERT: what leaves the column out has the default, and a NULL that is given is the user's.
// The fill's own rows have a value when it looks. Who may update and not insert may lack a right
// that the default asks for: such a row stays as it was, and is looked for.
Sync default_sync(const SyncSite& site, const std::string& column, const std::string& default_sql,
                  const std::string& type) {
  auto name = quote_name(column), now = "NEW." + name;
  auto body = fmt::format(
      "\n"
      "BEGIN\n"
      "  BEGIN\n"
      "    {} := {};\n"
      "  EXCEPTION WHEN others THEN\n"
      "    NULL;\n"
      "  END;\n"
      "  RETURN NEW;\n"
      "END\n",
      now, parenthesised(default_sql));
  return row_trigger(site, "default", column, settings_for(site, {default_sql}, {type}), body,
                     is_null("OLD." + name) + " AND " + is_null(now), "UPDATE");
}

// "value_": behind the derived columns, whose NULLs it replaces too.
Sync mend_sync(const SyncSite& site, const Mend& mend) {
  std::vector<std::string> expressions, into, types;
  for (auto& [column, expression] : mend.values) {
    into.push_back("NEW." + quote_name(column));
    expressions.push_back(expression);
    auto* known = site.known ? site.known->column(column) : nullptr;
    types.push_back(known ? known->type : "");
  }
  std::string declare, ask;
  if (!mend.violated.empty()) {
    declare = "DECLARE\n  migrate_violated boolean;\n";
    ask = evaluate(site, {mend.violated}, {"migrate_violated"}, "NEW", "  ") +
          "  IF NOT coalesce(migrate_violated, false) THEN\n"
          "    RETURN NEW;\n"
          "  END IF;\n";
  }
  auto give = evaluate(site, expressions, into, "NEW", mend.may_stay ? "    " : "  ");
  if (mend.may_stay)
    give = "  BEGIN\n" + give + "  EXCEPTION WHEN others THEN\n    NULL;\n  END;\n";
  auto body = fmt::format(
      "\n"
      "#variable_conflict use_column\n"
      "{}"
      "BEGIN\n{}{}"
      "  RETURN NEW;\n"
      "END\n",
      declare, ask, give);
  if (!mend.violated.empty()) expressions.push_back(mend.violated);
  return row_trigger(site, "value_kept", mend.name, settings_for(site, expressions, types), body,
                     mend.when);
}

}  // namespace migrate::postgres
