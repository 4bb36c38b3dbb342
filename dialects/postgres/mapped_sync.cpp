#include "dialects/postgres/mapped_sync.hpp"

#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr std::size_t name_limit = 63;

std::string evaluate(const SyncSite& site, const Computed& computed, const std::string& variable,
                     const std::string& row) {
  return fmt::format("SELECT {} INTO {} FROM (SELECT {}.*) AS {};",
                     parenthesised(computed.expression), variable, row, quote_name(site.table));
}

}  // namespace

std::string parted(const Column& first, const std::string& second, const std::string& row) {
  return differs(first, row + quote_name(second) + "::" + first.type,
                 row + quote_name(first.name) + "::" + first.type);
}

Sync follow_sync(const SyncSite& site, const Column& first, const std::string& second) {
  return row_trigger(site, "follow", first.name, "",
                     fmt::format("\nBEGIN\n  NEW.{} := NEW.{};\n  RETURN NEW;\nEND\n",
                                 quote_name(second), quote_name(first.name)),
                     parted(first, second, "NEW."));
}

Sync computed_sync(const SyncSite& site, const std::string& first, const Computed& second) {
  auto column = quote_name(second.column);
  auto body = fmt::format(
      "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n"
      "  migrate_value {0};\n"
      "BEGIN\n"
      "  BEGIN\n"
      "    {1}\n"
      "  EXCEPTION WHEN others THEN\n"
      "    migrate_value := NULL;\n"
      "  END;\n"
      "  NEW.{2} := migrate_value;\n"
      "  RETURN NEW;\n"
      "END\n",
      second.type, evaluate(site, second, "migrate_value", "NEW"), column);
  return row_trigger(site, "up", first, site.search_path, body);
}

Sync mapping_sync(const SyncSite& site, const Mapping& mapping) {
  auto variable = [](const char* side, std::size_t i) {
    return fmt::format("migrate_{}_{}", side, i + 1);
  };
  std::string declare, up, down;
  auto side = [&](const std::vector<Computed>& columns, const char* name, std::string& into) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      auto v = variable(name, i);
      declare += fmt::format("  {} {};\n", v, columns[i].type);
      into += fmt::format("    {}\n", evaluate(site, columns[i], v, "NEW"));
    }
    // All are computed from the row as it was written, then set.
    for (std::size_t i = 0; i < columns.size(); ++i)
      into += fmt::format("    NEW.{} := {};\n", quote_name(columns[i].column), variable(name, i));
  };
  side(mapping.news, "new", up);
  side(mapping.olds, "old", down);
  std::string cleared;
  for (auto& column : mapping.news)
    cleared += fmt::format("      NEW.{} := NULL;\n", quote_name(column.column));

  std::vector<std::string> new_given, old_given, new_changed, old_changed, unfilled, complete;
  for (std::size_t i = 0; i < mapping.news.size(); ++i) {
    auto c = quote_name(mapping.news[i].column);
    new_given.push_back("NOT (NEW." + c + " IS NOT DISTINCT FROM NULL)");
    new_changed.push_back(differs("NEW." + c, "OLD." + c));
    unfilled.push_back("OLD." + c + " IS NOT DISTINCT FROM NULL");
    complete.push_back(fmt::format(
        "      IF NEW.{0} IS NOT DISTINCT FROM NULL THEN\n"
        "        {1}\n        NEW.{0} := {2};\n      END IF;\n",
        c, evaluate(site, mapping.news[i], variable("new", i), "OLD"), variable("new", i)));
  }
  for (std::size_t i = 0; i < mapping.olds.size(); ++i) {
    auto c = quote_name(mapping.olds[i].column);
    auto& by_default = mapping.old_defaults[i];
    old_given.push_back(
        by_default.empty()
            ? "NOT (NEW." + c + " IS NOT DISTINCT FROM NULL)"
            : differs("NEW." + c, fmt::format("CAST({} AS {})", parenthesised(by_default),
                                              mapping.olds[i].type)));
    old_changed.push_back(differs("NEW." + c, "OLD." + c));
  }
  auto body = fmt::format(
      "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n"
      "  migrate_new_given boolean;\n"
      "  migrate_old_given boolean;\n"
      "{0}"
      "BEGIN\n"
      "  IF TG_OP = 'INSERT' THEN\n"
      "    migrate_new_given := {1};\n"
      "    migrate_old_given := NOT migrate_new_given OR {2};\n"
      "  ELSE\n"
      "    migrate_new_given := {3};\n"
      "    migrate_old_given := {4};\n"
      "    IF migrate_new_given AND {5} THEN\n"
      "{6}"
      "    END IF;\n"
      "  END IF;\n"
      "  IF migrate_new_given AND NOT migrate_old_given THEN\n"
      "{7}"
      "  ELSIF migrate_old_given AND NOT migrate_new_given THEN\n"
      "    BEGIN\n"
      "{8}"
      "    EXCEPTION WHEN others THEN\n"
      "{9}"
      "    END;\n"
      "  END IF;\n"
      "  RETURN NEW;\n"
      "END\n",
      declare, "(" + join(new_given, " OR ") + ")", "(" + join(old_given, " OR ") + ")",
      "(" + join(new_changed, " OR ") + ")", "(" + join(old_changed, " OR ") + ")",
      join(unfilled, " AND "), join(complete, ""), down, up, cleared);
  return row_trigger(site, "map", mapping.name, site.search_path, body);
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
      "  {}\n"
      "  RETURN migrate_value;\n"
      "EXCEPTION WHEN others THEN\n"
      "  RAISE EXCEPTION {}, {}, SQLERRM USING ERRCODE = SQLSTATE;\n"
      "END\n",
      computed.type, evaluate(site, computed, "migrate_value", "($1)"),
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

}  // namespace migrate::postgres
