#include "dialects/mysql/triggers/mapped_sync.hpp"

#include <fmt/format.h>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/quote.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// Outside strict mode the server makes an empty value of a NULL for a NOT NULL column, after this
// trigger; in strict mode it refuses the row. So the NULL may be read as that value here.
std::string value_of(const Flavour& flavour, const Mapping& mapping, const Column& column,
                     const char* row) {
  auto name = fmt::format("{}.{}", row, quote(column.name));
  auto type = data_type(column);
  bool plain = (is_text(column) && type != "enum" && type != "set" && type != "json") ||
               type.find("int") != std::string::npos || type == "decimal";
  for (auto& old : mapping.olds)
    if (old.column.name == column.name && !column.nullable && plain)
      return fmt::format("COALESCE({}, {})", name, *implicit_value(column));
  return of_row(flavour, column, row);
}

// " FROM (SELECT NEW.`a` AS `a`, …) AS `t`": the row as the expressions see it.
std::string row_for(const Flavour& flavour, const Table& table, const Mapping& mapping,
                    const std::vector<std::string>& expressions, const char* row) {
  auto all = join(expressions, "\n");
  std::vector<std::string> columns;
  for (auto& column : table.columns)
    if (mentions(all, column.name))
      columns.push_back(
          fmt::format("{} AS {}", value_of(flavour, mapping, column, row), quote(column.name)));
  if (columns.empty()) return {};
  return fmt::format(" FROM (SELECT {}) AS {}", join(columns, ", "), quote(table.name));
}

struct Side {
  const std::vector<Computed>& columns;

  std::string variable(std::size_t i) const { return fmt::format("migrate_value_{}", i + 1); }
  // Of the columns' own types: what does not fit raises here, where the handler stands.
  std::string declare() const {
    std::string sql = "      DECLARE migrate_error INT;\n";
    for (std::size_t i = 0; i < columns.size(); ++i)
      sql += fmt::format("      DECLARE {} {};\n", variable(i), type_sql(columns[i].column));
    return sql;
  }
  std::string assign(const Flavour& flavour, const Table& table, const Mapping& mapping) const {
    std::vector<std::string> expressions, into, set;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      expressions.push_back(columns[i].expression);
      into.push_back(variable(i));
      set.push_back(fmt::format("NEW.{} = {}", quote(columns[i].column.name), variable(i)));
    }
    return fmt::format("      SELECT {} INTO {}{};\n      SET {};\n", join(expressions, ", "),
                       join(into, ", "), row_for(flavour, table, mapping, expressions, "NEW"),
                       join(set, ", "));
  }
};

std::string handler(const std::string& otherwise) {
  return fmt::format(
      "      DECLARE EXIT HANDLER FOR SQLEXCEPTION\n      BEGIN\n        GET DIAGNOSTICS CONDITION "
      "1 migrate_error = MYSQL_ERRNO;\n        IF migrate_error IN ({}) THEN RESIGNAL; END "
      "IF;\n{}      END;\n",
      ends_the_statement, otherwise);
}

std::string block(const Side& side, const std::string& otherwise, const std::string& body) {
  return fmt::format("    BEGIN\n{}{}{}    END;\n", side.declare(), handler(otherwise), body);
}

std::string were_null(const Mapping& mapping) {
  std::vector<std::string> all;
  for (auto& one : mapping.news) all.push_back("OLD." + quote(one.column.name) + " IS NULL");
  return join(all, " AND ");
}

// Sets migrate_unfilled, of the row before. The fill has no use for it.
std::string ask_unfilled(const Flavour& flavour, const Table& table, const Mapping& mapping) {
  Side side{mapping.olds};
  std::vector<std::string> expressions, into, as_given;
  for (std::size_t i = 0; i < mapping.olds.size(); ++i) {
    auto& [column, expression] = mapping.olds[i];
    expressions.push_back(expression);
    into.push_back(side.variable(i));
    as_given.push_back(same(column, "OLD." + quote(column.name), into.back()));
  }
  auto body =
      fmt::format("      SELECT {} INTO {}{};\n      SET migrate_unfilled = NOT ({});\n",
                  join(expressions, ", "), join(into, ", "),
                  row_for(flavour, table, mapping, expressions, "OLD"), join(as_given, " AND "));
  return fmt::format(
      "  SET migrate_unfilled = NEW.{} IS NULL AND {};\n  IF migrate_unfilled THEN\n{}  END IF;\n",
      quote(mapping.mark.name), were_null(mapping), block(side, "", body));
}

// One new column was written in a row that was not filled yet: the others get what the fill would
// have given them.
std::string complete(const Flavour& flavour, const Table& table, const Mapping& mapping) {
  Side side{mapping.news};
  std::string body;
  for (std::size_t i = 0; i < mapping.news.size(); ++i) {
    auto& [column, expression] = mapping.news[i];
    auto c = quote(column.name);
    body += fmt::format(
        "      IF NEW.{0} IS NULL THEN\n        SELECT {1} INTO {2}{3};\n        SET NEW.{0} = "
        "{2};\n      END IF;\n",
        c, expression, side.variable(i), row_for(flavour, table, mapping, {expression}, "OLD"));
  }
  return fmt::format("  IF migrate_new_given AND {} THEN\n{}  END IF;\n",
                     mapping.may_be_null ? "migrate_unfilled" : were_null(mapping),
                     block(side, "", body));
}

}  // namespace

std::string computed_trigger(const Flavour& flavour, const Table& table, const Computed& computed,
                             Event event) {
  Mapping mapping;
  mapping.news = {computed};
  Side side{mapping.news};
  auto cleared = fmt::format("        SET NEW.{} = NULL;\n", quote(computed.column.name));
  return row_trigger(table, computed.column.name, event, "",
                     block(side, cleared, side.assign(flavour, table, mapping)));
}

std::string mapping_trigger(const Flavour& flavour, const Table& table, const Mapping& mapping,
                            Event event) {
  Side up{mapping.news}, down{mapping.olds};
  std::string declare = "  DECLARE migrate_new_given, migrate_old_given BOOLEAN;\n";
  std::string cleared, left;
  std::vector<std::string> new_given, old_given, new_changed, old_changed, unfilled;
  auto changed = [](const Column& column) {
    auto c = quote(column.name);
    return differs(column, "NEW." + c, "OLD." + c);
  };
  for (auto& [column, expression] : mapping.news) {
    auto c = "NEW." + quote(column.name);
    new_given.push_back(c + " IS NOT NULL");
    new_changed.push_back(changed(column));
    unfilled.push_back(
        fmt::format("{1}NEW.{0} IS NULL", quote(column.name),
                    mapping.may_be_null ? "" : "OLD." + quote(column.name) + " IS NULL AND "));
    cleared += fmt::format("        SET {} = NULL;\n", c);
  }
  for (std::size_t i = 0; i < mapping.olds.size(); ++i) {
    auto& column = mapping.olds[i].column;
    auto c = "NEW." + quote(column.name);
    auto given = c + " IS NOT NULL";
    if (auto value = constant_default(column); value && event == Event::insert) {
      auto variable = fmt::format("migrate_default_{}", i + 1);
      declare += fmt::format("  DECLARE {} {} DEFAULT {};\n", variable, type_sql(column), *value);
      given = differs(column, c, variable);
    }
    old_given.push_back(given);
    old_changed.push_back(changed(column));
    left += column.nullable ? fmt::format("        SET {} = NULL;\n", c)
                            : fmt::format("        IF {} IS NULL THEN RESIGNAL; END IF;\n", c);
  }
  std::string body;
  if (event == Event::insert) {
    body = fmt::format(
        "  SET migrate_new_given = {};\n  SET migrate_old_given = NOT migrate_new_given OR {};\n",
        join(new_given, " OR "), join(old_given, " OR "));
  } else {
    auto mark = "NEW." + quote(mapping.mark.name);
    if (mapping.may_be_null) {
      declare += "  DECLARE migrate_unfilled BOOLEAN;\n";
      unfilled.insert(unfilled.begin(), "migrate_unfilled");
      body = ask_unfilled(flavour, table, mapping);
    }
    // A row not filled yet may get a key that the fill has passed already: it is filled here.
    body += fmt::format(
        "  SET migrate_new_given = {0} IS NULL AND ({1});\n  SET migrate_old_given = {2} OR "
        "({3});\n"
        "  SET {0} = NULL;\n{4}",
        mark, join(new_changed, " OR "), join(old_changed, " OR "), join(unfilled, " AND "),
        complete(flavour, table, mapping));
  }
  body += fmt::format(
      "  IF migrate_new_given AND NOT migrate_old_given THEN\n{}  ELSEIF migrate_old_given AND NOT "
      "migrate_new_given THEN\n{}  END IF;\n",
      block(down, left, down.assign(flavour, table, mapping)),
      block(up, cleared, up.assign(flavour, table, mapping)));
  return row_trigger(table, mapping.name, event, declare, body);
}

}  // namespace migrate::mysql
