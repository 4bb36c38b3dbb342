#include "dialects/mysql/sync.hpp"

#include <fmt/format.h>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/quote.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// Outside strict mode (also under IGNORE, and on MySQL in LOAD DATA) the server turns a NULL for a
// NOT NULL column into the type's implicit value, after this trigger: the second column must hold
// the same. In strict mode the row is refused anyway.
std::string follow_implicit_value(const Column& from, const std::string& to) {
  auto value = implicit_value(from);
  if (from.nullable || !value) return {};
  return fmt::format("  IF NEW.{0} IS NULL THEN SET NEW.{0} = {1}; END IF;\n", to, *value);
}

// Two moments of the hour that the writer's clock shows twice are equal by that clock.
std::string changed(const Column& column, const std::string& a, const std::string& b) {
  if (data_type(column) != "timestamp") return differs(column, a, b);
  return differs(column, "UNIX_TIMESTAMP(" + a + ")", "UNIX_TIMESTAMP(" + b + ")");
}

}  // namespace

// It looks at the row alone: a session variable that tells the backfill's own writes apart is not
// safe here (docs/decisions/0005).
std::string row_trigger(const Table& table, const std::string& column, Event event,
                        const std::string& declare, const std::string& body) {
  return fmt::format("CREATE TRIGGER {} BEFORE {} ON {} FOR EACH ROW\nBEGIN\n{}{}END",
                     quote(trigger_name(table, column, event)),
                     event == Event::insert ? "INSERT" : "UPDATE", quote(table.name), declare,
                     body);
}

std::string of_row(const Flavour& flavour, const Column& column, const char* row) {
  auto field = fmt::format("{}.{}", row, quote(column.name));
  // The value of a function has no default, and keeps type, character set and collation.
  bool wild = flavour.old_fields_are_wild && std::string_view(row) == "OLD" && by_length(column);
  return wild ? "COALESCE(" + field + ")" : field;
}

std::string over_row(const Flavour& flavour, const Table& table, const std::string& expression,
                     const char* row) {
  std::vector<std::string> columns;
  for (auto& column : table.columns)
    if (mentions(expression, column.name))
      columns.push_back(of_row(flavour, column, row) + " AS " + quote(column.name));
  if (columns.empty()) return "(SELECT " + expression + ")";
  return fmt::format("(SELECT {} FROM (SELECT {}) AS {})", expression, join(columns, ", "),
                     quote(table.name));
}

std::string trigger_name(const Table& table, const std::string& column, Event event) {
  return object_name({table.name, column, event == Event::insert ? "insert" : "update"},
                     name_limit);
}

std::string pair_trigger(const Table& table, const Column& from, const Column& to,
                         bool copied_default, Event event) {
  auto old_ = quote(from.name), new_ = quote(to.name);
  std::string declare, body;
  if (event == Event::insert) {
    auto given = "NEW." + new_ + " IS NOT NULL";
    // A variable of the column's own type: the default is rounded, padded and converted exactly as
    // the server does it for the column.
    if (copied_default && from.default_sql) {
      declare = fmt::format("  DECLARE migrate_default {} DEFAULT {};\n", type_sql(from),
                            *from.default_sql);
      given = differs(to, "NEW." + new_, "migrate_default");
    }
    body = fmt::format(
        "  IF {0} THEN SET NEW.{1} = NEW.{2};\n  ELSE SET NEW.{2} = NEW.{1};\n  END IF;\n", given,
        old_, new_);
  } else {
    body = fmt::format(
        "  IF {0} THEN SET NEW.{2} = NEW.{3};\n  ELSEIF {1} THEN SET NEW.{3} = NEW.{2};\n  "
        "ELSEIF {4} THEN SET NEW.{3} = NEW.{2};\n  END IF;\n",
        changed(to, "NEW." + new_, "OLD." + new_), changed(from, "NEW." + old_, "OLD." + old_),
        old_, new_, changed(to, "NEW." + new_, "NEW." + old_));
  }
  return row_trigger(table, to.name, event, declare, body + follow_implicit_value(from, new_));
}

std::string one_way_trigger(const Table& table, const Column& from, const Column& to,
                            bool copied_default, Event event, bool refuses) {
  auto old_ = quote(from.name), new_ = quote(to.name);
  std::string declare, old_alone;
  if (event == Event::update) {
    old_alone = fmt::format("{} AND NOT ({})", changed(from, "NEW." + old_, "OLD." + old_),
                            changed(to, "NEW." + new_, "OLD." + new_));
  } else if (copied_default && from.default_sql) {
    declare = fmt::format("  DECLARE migrate_default {} DEFAULT {};\n", type_sql(from),
                          *from.default_sql);
    old_alone = fmt::format("NEW.{0} IS NOT NULL AND {1} AND NOT ({2})", old_,
                            differs(from, "NEW." + old_, "migrate_default"),
                            differs(to, "NEW." + new_, "migrate_default"));
  } else {
    old_alone = fmt::format("NEW.{} IS NOT NULL AND NEW.{} IS NULL", old_, new_);
  }
  std::string body;
  if (refuses)
    body = fmt::format(
        "  IF {} THEN\n    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = {};\n  END IF;\n", old_alone,
        quote_text(shorten("column " + from.name + " is being hidden", 120)));
  else
    declare.clear();
  return row_trigger(table, from.name, event, declare,
                     body + follow_implicit_value(from, new_) +
                         fmt::format("  SET NEW.{} = NEW.{};\n", old_, new_));
}

std::string derived_trigger(const Flavour& flavour, const Table& table, const Column& column,
                            const std::string& expression, bool null_is_unfilled, Event event) {
  auto name = quote(column.name), value = over_row(flavour, table, expression, "NEW");
  auto set = fmt::format("SET NEW.{} = {};", name, value);
  // Not by COALESCE, which two collations would end with an error.
  auto set_if_any =
      column.nullable ? set : fmt::format("IF {} IS NOT NULL THEN {} END IF;", value, set);
  if (event == Event::insert) {
    if (!column.default_sql || !is_constant(*column.default_sql))
      return row_trigger(table, column.name, event, {},
                         fmt::format("  IF NEW.{} IS NULL THEN {} END IF;\n", name, set));
    return row_trigger(table, column.name, event,
                       fmt::format("  DECLARE migrate_default {} DEFAULT {};\n", type_sql(column),
                                   *column.default_sql),
                       fmt::format("  IF {} THEN {} END IF;\n",
                                   same(column, "NEW." + name, "migrate_default"), set_if_any));
  }
  // Again a variable of the column's type: what the expression would have stored.
  auto declare = fmt::format("  DECLARE migrate_was {};\n", type_sql(column));
  auto body = fmt::format(
      "  IF {} THEN\n    SET migrate_was = {};\n    IF {} THEN {} END IF;\n  END IF;\n",
      same(column, "NEW." + name, "OLD." + name), over_row(flavour, table, expression, "OLD"),
      (null_is_unfilled ? "OLD." + name + " IS NULL OR " : "") +
          same(column, "OLD." + name, "migrate_was"),
      set_if_any);
  return row_trigger(table, column.name, event, declare, body);
}

std::string mend_trigger(const Flavour& flavour, const Table& table, const Column& column,
                         const std::string& expression, Event event) {
  return row_trigger(table, column.name, event, {},
                     fmt::format("  IF NEW.{0} IS NULL THEN SET NEW.{0} = {1}; END IF;\n",
                                 quote(column.name), over_row(flavour, table, expression, "NEW")));
}

}  // namespace migrate::mysql
