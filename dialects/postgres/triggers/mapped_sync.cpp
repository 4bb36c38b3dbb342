#include "dialects/postgres/triggers/mapped_sync.hpp"

#include <fmt/format.h>

#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/triggers/moved_row.hpp"
#include "dialects/postgres/triggers/row_expression.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr std::size_t name_limit = 63;

}  // namespace

std::string parted(const Column& first, const std::string& second, const std::string& row) {
  auto compare = [&](const std::string& before, const std::string& behind) {
    return differs(first, before + row + quote_name(second) + behind,
                   before + row + quote_name(first.name) + behind);
  };
  auto as_old = compare("", "::" + first.type);
  auto base = base_type(first.type);
  if (base == first.type) return as_old;
  // A cast cuts what is too long; the assignment refuses it, and is to be tried.
  if (base == "bit varying") return compare("", "::bit varying");
  // But for blanks at the end, which an assignment drops, too.
  if (base == "character varying")
    return fmt::format("({} OR {})", as_old, compare("pg_catalog.rtrim(", "::text)"));
  return as_old;
}

Sync follow_sync(const SyncSite& site, const Column& first, const std::string& second) {
  return row_trigger(site, "follow", first.name, "",
                     fmt::format("\nBEGIN\n  NEW.{} := NEW.{};\n  RETURN NEW;\nEND\n",
                                 quote_name(second), quote_name(first.name)),
                     parted(first, second, "NEW."));
}

Sync computed_sync(const SyncSite& site, const std::string& first, const Computed& second) {
  auto column = "NEW." + quote_name(second.column);
  auto body = fmt::format(
      "\n"
      "#variable_conflict use_column\n"
      "BEGIN\n"
      "  BEGIN\n"
      "{}"
      "  EXCEPTION WHEN others THEN\n"
      "    {} := NULL;\n"
      "  END;\n"
      "  RETURN NEW;\n"
      "END\n",
      evaluate(site, {second.expression}, {column}, "NEW", "    "), column);
  return row_trigger(site, "up", first, settings_for(site, {second.expression}, {second.type}),
                     body);
}

std::optional<std::string> left_out_value(const Column& column) {
  auto by_default = default_of(column);
  if (!by_default) return "";
  // In other settings a clock's time is another one.
  if (!is_constant_default(*by_default) || !is_same_everywhere(*by_default, type_beside(column)))
    return std::nullopt;
  return is_null_default(*by_default) ? "" : *by_default;
}

namespace {

// What the new columns give for the old ones, put into migrate_was, and compared with those of
// `row`.
struct Downward {
  Downward(const Mapping& mapping, const std::string& row) {
    for (auto& column : mapping.olds) {
      auto c = quote_name(column.column);
      expressions.push_back(column.expression);
      into.push_back("migrate_was." + c);
      as_given.push_back(same(row + c, into.back()));
    }
  }
  std::vector<std::string> expressions, into, as_given;
};

// Sets migrate_unfilled, of the row before. The fill's own rows, which a loud trigger sees, are
// filled whatever they hold.
std::string ask_unfilled(const SyncSite& site, const Mapping& mapping,
                         const std::string& all_null) {
  const Downward down(mapping, "OLD.");
  return fmt::format(
      "    migrate_unfilled := {};\n"
      "    IF migrate_unfilled{} THEN\n"
      "      BEGIN\n"
      "        migrate_was := OLD;\n"
      "{}"
      "        migrate_unfilled := NOT ({});\n"
      "      EXCEPTION WHEN others THEN\n"
      "        NULL;\n"
      "      END;\n"
      "    END IF;\n",
      all_null,
      mapping.behind_others ? " AND (pg_trigger_depth() > 1 OR\n"
                              "       current_setting('migrate.backfill', true) IS DISTINCT FROM "
                              "TG_NAME)"
                            : "",
      evaluate(site, down.expressions, down.into, "OLD", "        "), join(down.as_given, " AND "));
}

}  // namespace

Sync mapping_sync(const SyncSite& site, const Mapping& mapping) {
  std::vector<std::string> all, types;
  auto side = [&](const std::vector<Computed>& columns) {
    std::vector<std::string> expressions, into;
    for (auto& column : columns) {
      expressions.push_back(column.expression);
      into.push_back("NEW." + quote_name(column.column));
      all.push_back(column.expression);
      types.push_back(column.type);
    }
    return evaluate(site, expressions, into, "NEW", "      ");
  };
  auto up = side(mapping.news), down = side(mapping.olds);
  std::string cleared, left;
  for (auto& column : mapping.news)
    cleared += fmt::format("      NEW.{} := NULL;\n", quote_name(column.column));

  std::string was, again;
  if (mapping.behind_others) {
    std::vector<std::string> columns, expressions;
    for (auto& column : mapping.news) {
      columns.push_back(column.column);
      expressions.push_back(column.expression);
    }
    again = computed_again(site, columns, expressions);
  }

  std::vector<std::string> new_given, old_given, new_changed, old_changed, unfilled;
  std::string complete;
  for (auto& column : mapping.news) {
    auto c = quote_name(column.column);
    new_given.push_back("NOT (NEW." + c + " IS NOT DISTINCT FROM NULL)");
    new_changed.push_back(differs("NEW." + c, "OLD." + c));
    unfilled.push_back("OLD." + c + " IS NOT DISTINCT FROM NULL");
    complete += fmt::format(
        "        IF NEW.{0} IS NOT DISTINCT FROM NULL THEN\n"
        "{1}"
        "        END IF;\n",
        c, evaluate(site, {column.expression}, {"NEW." + c}, "OLD", "          "));
  }
  for (std::size_t i = 0; i < mapping.olds.size(); ++i) {
    auto c = quote_name(mapping.olds[i].column);
    if (auto& by_default = mapping.old_defaults[i]) {
      if (!by_default->empty()) all.push_back(*by_default);
      old_given.push_back(
          by_default->empty()
              ? "NOT (NEW." + c + " IS NOT DISTINCT FROM NULL)"
              : differs("NEW." + c, fmt::format("CAST({} AS {})", parenthesised(*by_default),
                                                mapping.olds[i].type)));
    }
    old_changed.push_back(differs("NEW." + c, "OLD." + c));
    left += mapping.old_not_null[i]
                ? fmt::format("      IF NEW.{} IS NOT DISTINCT FROM NULL THEN RAISE; END IF;\n", c)
                : fmt::format("      NEW.{} := NULL;\n", c);
  }
  auto is_unfilled = join(unfilled, " AND ");
  std::string ask;
  if (mapping.may_be_null) {
    ask = ask_unfilled(site, mapping, is_unfilled);
    is_unfilled = "migrate_unfilled";
    was = "  migrate_unfilled boolean;\n";
  }
  if (mapping.may_be_null || mapping.behind_others) was += "  migrate_was record;\n";
  const auto given = old_given.empty() ? "false" : "(" + join(old_given, " OR ") + ")";
  std::string keep, noted;
  std::vector<std::string> computed;
  for (auto* columns : {&mapping.news, &mapping.olds})
    for (auto& column : *columns) computed.push_back(column.column);
  if (auto moved = moved_row(site, "map " + mapping.name, computed)) {
    was += "  migrate_moved boolean;\n";
    keep = fmt::format(
        "    IF migrate_new_given AND NOT migrate_old_given THEN\n"
        "{}"
        "      migrate_old_given := migrate_moved;\n"
        "    END IF;\n",
        moved->ask);
    noted = fmt::format("  IF TG_OP = 'UPDATE' AND NOT {} THEN\n{}  END IF;\n", given, moved->note);
  }
  auto body = fmt::format(
      "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n"
      "  migrate_new_given boolean;\n"
      "  migrate_old_given boolean;\n"
      "{10}"
      "BEGIN\n"
      "{11}"
      "  IF TG_OP = 'INSERT' THEN\n"
      "    migrate_new_given := {0};\n"
      "    migrate_old_given := NOT migrate_new_given OR {1};\n"
      "{12}"
      "  ELSE\n"
      "{14}"
      "    migrate_new_given := {2};\n"
      // Not filled yet: it may be moved to where the fill has been already.
      "    migrate_old_given := {3} OR NOT migrate_new_given AND {4};\n"
      "    IF migrate_new_given AND {4} THEN\n"
      "      BEGIN\n"
      "{5}"
      "      EXCEPTION WHEN others THEN\n"
      "        NULL;\n"
      "      END;\n"
      "    END IF;\n"
      "  END IF;\n"
      "  IF migrate_new_given AND NOT migrate_old_given THEN\n"
      "    BEGIN\n"
      "{6}"
      "    EXCEPTION WHEN others THEN\n"
      "{7}"
      "    END;\n"
      "  ELSIF migrate_old_given AND NOT migrate_new_given THEN\n"
      "    BEGIN\n"
      "{8}"
      "    EXCEPTION WHEN others THEN\n"
      "{9}"
      "    END;\n"
      "  END IF;\n"
      "{13}"
      "  RETURN NEW;\n"
      "END\n",
      "(" + join(new_given, " OR ") + ")", given, "(" + join(new_changed, " OR ") + ")",
      "(" + join(old_changed, " OR ") + ")", is_unfilled, complete, down, left, up, cleared, was,
      again, keep, noted, ask);
  const auto settings = settings_for(site, all, types);
  return mapping.behind_others ? loud_trigger(site, "map", mapping.name, settings, body)
                               : row_trigger(site, "map", mapping.name, settings, body);
}

Upward upward_function(const SyncSite& site, const Computed& computed,
                       const std::vector<std::string>& key) {
  auto name = "migrate." + quote_name(object_name(
                               {"row", site.migration, site.table, computed.column}, name_limit));
  auto table = qualified(site.schema, site.table);
  std::string row = "%", values = "left(($1)::text, 200)";
  if (!key.empty()) {
    std::vector<std::string> parts, fields;
    for (auto& column : key) {
      parts.push_back(replace_all(column, "%", "%%") + " = %");
      fields.push_back("($1)." + quote_name(column));
    }
    row = join(parts, ", ");
    values = join(fields, ", ");
  }
  auto body = fmt::format(
      "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n"
      "  migrate_value {};\n"
      "BEGIN\n"
      "{}"
      "  RETURN migrate_value;\n"
      "EXCEPTION WHEN others THEN\n"
      "  RAISE EXCEPTION {}, {}, SQLERRM USING ERRCODE = SQLSTATE;\n"
      "END\n",
      computed.type, evaluate(site, {computed.expression}, {"migrate_value"}, "($1)", "  "),
      quote_literal("row " + row + ": %"), values);
  Upward up;
  up.create = {
      fmt::format("CREATE OR REPLACE FUNCTION {}({}) RETURNS {} LANGUAGE plpgsql\n"
                  "  SET search_path = {} AS {}",
                  name, table, computed.type, site.search_path, dollar_quote(body))};
  up.drop = {fmt::format("DROP FUNCTION IF EXISTS {}({})", name, table)};
  up.call = fmt::format("{}({}.*)", name, quote_name(site.table));
  return up;
}

Upward settled_function(const SyncSite& site, const Mapping& mapping) {
  auto name = "migrate." + quote_name(object_name(
                               {"settled", site.migration, site.table, mapping.name}, name_limit));
  auto table = qualified(site.schema, site.table);
  const Downward down(mapping, "($1).");
  auto body = fmt::format(
      "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n"
      "  migrate_was record;\n"
      "BEGIN\n"
      "  migrate_was := $1;\n"
      "{}"
      "  RETURN {};\n"
      "EXCEPTION WHEN others THEN\n"
      "  RETURN false;\n"
      "END\n",
      evaluate(site, down.expressions, down.into, "($1)", "  "), join(down.as_given, " AND "));
  return {{fmt::format("CREATE OR REPLACE FUNCTION {}({}) RETURNS boolean LANGUAGE plpgsql\n"
                       "  SET search_path = {} AS {}",
                       name, table, site.search_path, dollar_quote(body))},
          {fmt::format("DROP FUNCTION IF EXISTS {}({})", name, table)},
          fmt::format("{}({}.*)", name, quote_name(site.table))};
}

}  // namespace migrate::postgres
