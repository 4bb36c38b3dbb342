#include "dialects/sqlite/sync.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/affinity.hpp"
#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/quote.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

constexpr std::size_t trigger_name_limit = 120;

bool has_no_affinity(const Column& column) {
  return affinity_of(column.type) == Affinity::none || same_name(column.type, "any");
}

}  // namespace

std::vector<std::string> row_key(const Table& table, const Location& at) {
  auto* primary = table.primary_key();
  if (primary && (table.extra.contains("without_rowid") || primary->method == "rowid")) {
    std::vector<std::string> key;
    for (auto& part : primary->parts) key.push_back(part.column);
    return key;
  }
  for (auto* name : {"rowid", "_rowid_", "oid"})
    if (std::none_of(table.columns.begin(), table.columns.end(),
                     [&](const Column& c) { return same_name(c.name, name); }))
      return {name};
  unsupported(at,
              fmt::format("table \"{}\" has columns named rowid, _rowid_ and oid, so that its rows "
                          "cannot be told apart",
                          table.name),
              "give the table an INTEGER PRIMARY KEY first");
}

std::string differs(const Column& column, const std::string& a, const std::string& b) {
  if (has_no_affinity(column))
    return fmt::format("({0} COLLATE BINARY IS NOT {1} OR typeof({0}) <> typeof({1}))", a, b);
  return fmt::format("({} COLLATE BINARY IS NOT {})", a, b);
}

std::string default_value(const std::string& default_sql) {
  auto tokens = tokenize(default_sql);
  while (tokens.size() > 2 && tokens.front().is_symbol('(') && tokens.back().is_symbol(')')) {
    tokens.erase(tokens.begin());
    tokens.pop_back();
  }
  // Behind IS and IS NOT they are no values but SQLite's test of truth: 2 IS TRUE.
  if (tokens.size() == 1 && tokens[0].is_word("TRUE")) return "1";
  if (tokens.size() == 1 && tokens[0].is_word("FALSE")) return "0";
  if (tokens.size() == 1 && tokens[0].is_name() && !is_current_time(default_sql) &&
      !tokens[0].is_word("NULL"))
    return quote_text(tokens[0].value);
  // The newline ends a comment that the text may close with.
  return "(" + default_sql + (default_sql.find("--") == std::string::npos ? ")" : "\n)");
}

std::string default_value(const Column& column) {
  const auto value = default_value(*column.default_sql);
  const bool text = affinity_of(column.type) == Affinity::text;
  if (!text && has_no_affinity(column)) return value;
  for (auto& token : tokenize(value)) {
    if (text && token.kind == Token::Kind::number) return fmt::format("CAST({} AS TEXT)", value);
    // One that is no number stays a text.
    if (!text && token.kind == Token::Kind::text && !token.value.empty() &&
        token.value.find_first_not_of("0123456789") == std::string::npos)
      return fmt::format("CAST({} AS NUMERIC)", value);
  }
  return value;
}

std::string row_match(const Table& table, const Location& at) {
  std::vector<std::string> parts;
  for (auto& column : row_key(table, at))
    parts.push_back(fmt::format("{0} = NEW.{0}", quote(column)));
  return join(parts, " AND ");
}

std::string over_row(const Table& table, const std::string& expression, const std::string& row) {
  std::vector<std::string> values;
  for (auto& column : table.columns)
    if (mentions(expression, column.name))
      values.push_back(fmt::format("{0}.{1} AS {1}", row, quote(column.name)));
  if (values.empty()) values.push_back("1");
  // The newline ends a comment that the user's text may close with.
  return fmt::format("(SELECT ({}\n) FROM (SELECT {}) AS {})", expression, join(values, ", "),
                     quote(table.name));
}

std::string refuse_null(const Table& table, const std::string& column, const std::string& match,
                        const std::string& condition) {
  return fmt::format(
      "  SELECT RAISE(ABORT, {}) FROM {} WHERE {} AND {} IS NULL{};\n",
      quote_text(fmt::format("NOT NULL constraint failed: {}.{}", table.name, column)),
      quote(table.name), match, quote(column), condition.empty() ? "" : " AND " + condition);
}

bool can_conflict(const Table& table, const Column& column, bool relaxed) {
  if (!table.checks.empty() || (!column.nullable && !relaxed)) return true;
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
    return index.unique && (std::any_of(index.parts.begin(), index.parts.end(),
                                        [&](const IndexPart& part) {
                                          return part.column.empty() ||
                                                 same_name(part.column, column.name);
                                        }) ||
                            mentions(index.predicate, column.name));
  });
}

SyncTriggers row_triggers(const Table& table, const std::vector<std::string>& name,
                          const std::string& update_of, const std::string& insert_rest,
                          const std::string& update_rest) {
  auto trigger = [&](const char* event) {
    auto parts = name;
    parts.push_back(event);
    return quote(object_name(parts, trigger_name_limit));
  };
  const auto insert = trigger("insert"), update = trigger("update"), t = quote(table.name);
  SyncTriggers out;
  out.create = {
      fmt::format("CREATE TRIGGER {} AFTER INSERT ON {}\n{}", insert, t, insert_rest),
      fmt::format("CREATE TRIGGER {} AFTER UPDATE{} ON {}\n{}", update, update_of, t, update_rest)};
  out.drop = {"DROP TRIGGER IF EXISTS " + insert, "DROP TRIGGER IF EXISTS " + update};
  return out;
}

// Why this holds under every kind of write:
// - AFTER triggers see the row as stored; both write only this row, only where the two differ, and
//   take the value from the row itself: a trigger of the user's that changed it meanwhile wins, and
//   a second firing (recursive_triggers, other triggers) finds nothing to do.
// - UPDATE OF: triggers fire in no order that SQLite promises, and the UPDATE of another one (a
//   second migration's, the user's) may come between a write and its sync trigger. One that writes
//   other columns must not settle a difference it knows nothing of. One that writes these, between
//   an INSERT and its trigger, finds that only the second one was given: it is new code's. (A row
//   that was never filled has the default there.)
// - The conflict clause of the outer statement applies inside triggers, too. Under OR IGNORE the
//   first UPDATE may therefore do nothing; then the second one takes the copy back, and an inserted
//   row is taken away again: ignored, as it would have been under its final name.
// - INSERT OR REPLACE needs no DELETE trigger: both columns are in the one row it replaces.
SyncTriggers same_value_triggers(const Table& table, const Column& first, const std::string& second,
                                 const std::optional<std::string>& constant_default, bool relaxed,
                                 const Location& at) {
  const auto t = quote(table.name), a = quote(first.name), b = quote(second);
  const auto match = row_match(table, at);
  const auto new_a = "NEW." + a, new_b = "NEW." + b;
  const auto left_out = constant_default ? default_value(first) : std::string("NULL");
  const auto apart = differs(first, a, b);
  const auto given = differs(first, new_b, left_out);
  const auto when = differs(first, new_b, new_a) + (relaxed ? " OR " + new_a + " IS NULL" : "");
  const auto no_null = relaxed ? refuse_null(table, first.name, match) : std::string();

  std::string insert = fmt::format(
      "WHEN {when}\nBEGIN\n"
      "  UPDATE {t} SET {a} = {b} WHERE {match} AND {given} AND {apart};\n"
      "  UPDATE {t} SET {b} = {a} WHERE {match} AND NOT {given} AND {apart};\n",
      fmt::arg("when", when), fmt::arg("t", t), fmt::arg("a", a), fmt::arg("b", b),
      fmt::arg("match", match), fmt::arg("given", given), fmt::arg("apart", apart));
  if (can_conflict(table, first, relaxed))
    insert += fmt::format("  DELETE FROM {} WHERE {} AND {} AND {} COLLATE BINARY IS {};\n", t,
                          match, apart, a, new_a);
  insert += no_null + "END";

  std::string update = fmt::format(
      "WHEN {when}\nBEGIN\n"
      "  UPDATE {t} SET {a} = {b} WHERE {match} AND {apart} AND ({second_changed}\n"
      "    OR (NOT {first_changed} AND {given} AND NOT {first_given}));\n"
      "  UPDATE {t} SET {b} = {a} WHERE {match} AND {apart};\n"
      "{no_null}END",
      fmt::arg("when", when), fmt::arg("t", t), fmt::arg("a", a), fmt::arg("b", b),
      fmt::arg("match", match), fmt::arg("apart", apart),
      fmt::arg("second_changed", differs(first, new_b, "OLD." + b)),
      fmt::arg("first_changed", differs(first, new_a, "OLD." + a)), fmt::arg("given", given),
      fmt::arg("first_given", differs(first, new_a, left_out)), fmt::arg("no_null", no_null));

  // The rowid can be written by any of its names, and only by its name is an UPDATE known.
  const auto rowid = first.identity ? ", rowid, _rowid_, oid" : "";
  return row_triggers(table, {"sync", table.name, first.name, second},
                      fmt::format(" OF {}, {}{}", a, b, rowid), insert, update);
}

// It ends by itself: both triggers write only where the value is missing or no longer the
// expression's, and the update trigger is silent once the column itself has changed, which every
// write of its own and of the backfill does.
SyncTriggers derived_triggers(const Table& table, const DerivedColumn& derived,
                              const Location& at) {
  const auto& column = *table.column(derived.column);
  const auto t = quote(table.name), c = quote(column.name), match = row_match(table, at);
  const auto new_c = "NEW." + c, old_c = "OLD." + c;
  // The newline ends a comment that the user's text may close with.
  const auto expression = "(" + derived.expression + "\n)";
  const auto given =
      derived.keeps_value ? fmt::format("coalesce({}, {})", expression, c) : expression;

  // An UPDATE may give a row that was not filled yet a key that the fill has passed already: it is
  // filled here.
  const auto was =
      fmt::format("{} COLLATE BINARY IS {}", old_c, over_row(table, derived.expression, "OLD"));
  const auto followed =
      fmt::format("NOT {} AND {}", differs(column, new_c, old_c),
                  derived.null_is_unfilled ? fmt::format("({} IS NULL OR {})", old_c, was) : was);

  const auto no_null = derived.not_null ? refuse_null(table, column.name, match) : std::string();
  const auto missing = derived.left_out == "NULL" ? std::string(" IS NULL")
                                                  : " COLLATE BINARY IS " + derived.left_out;
  const auto or_null = derived.not_null && derived.left_out != "NULL"
                           ? fmt::format(" OR {} IS NULL", new_c)
                           : std::string();
  std::string insert = fmt::format(
      "WHEN {new_c}{missing}{or_null}\nBEGIN\n"
      "  UPDATE {t} SET {c} = {expression} WHERE {match} AND {c}{missing};\n{no_null}END",
      fmt::arg("new_c", new_c), fmt::arg("missing", missing), fmt::arg("or_null", or_null),
      fmt::arg("t", t), fmt::arg("c", c),
      fmt::arg("expression", derived.left_out == "NULL" ? expression : given),
      fmt::arg("match", match), fmt::arg("no_null", no_null));

  // A NULL from before is a row not filled yet: another trigger's UPDATE may come between an INSERT
  // and its trigger here. Only a NULL written now is refused.
  const auto nulled = derived.not_null
                          ? fmt::format(" OR ({} IS NULL AND {} IS NOT NULL)", new_c, old_c)
                          : std::string();
  std::string update = fmt::format(
      "WHEN ({followed}){nulled}\nBEGIN\n"
      "  UPDATE {t} SET {c} = {expression} WHERE {match} AND {followed}\n"
      "    AND {c} COLLATE BINARY IS NOT {expression};\n{no_null}END",
      fmt::arg("followed", followed), fmt::arg("nulled", nulled), fmt::arg("t", t),
      fmt::arg("c", c), fmt::arg("expression", given), fmt::arg("match", match),
      fmt::arg("no_null", derived.not_null
                              ? refuse_null(table, column.name, match, old_c + " IS NOT NULL")
                              : std::string()));
  return row_triggers(table, {"derive", table.name, column.name}, "", insert, update);
}

std::string mend_set(const MendedRows& mended) {
  std::vector<std::string> sets;
  for (auto& [column, up] : mended.up)
    sets.push_back(fmt::format("{} = ({}\n)", quote(column), up));
  return join(sets, ", ");
}

std::string mend_condition(const Table& table, const MendedRows& mended) {
  std::vector<std::string> changes;
  for (auto& [name, up] : mended.up)
    changes.push_back(differs(*table.column(name), quote(name), "(" + up + "\n)"));
  return fmt::format("({}\n) AND ({})", mended.broken, join(changes, " OR "));
}

// Both look at the row as stored, and write it only where that changes something: where `up` gives
// what is there already, a trigger that its own UPDATE fires would else go on for ever.
SyncTriggers mending_triggers(const Table& table, const MendedRows& mended, const Location& at) {
  const auto t = quote(table.name), match = row_match(table, at);
  auto body = fmt::format("BEGIN\n  UPDATE {} SET {} WHERE {} AND {};\n", t, mend_set(mended),
                          match, mend_condition(table, mended));
  if (!mended.not_null.empty()) body += refuse_null(table, mended.not_null, match);
  return row_triggers(table, {"mend", table.name, mended.name}, "", body + "END", body + "END");
}

}  // namespace migrate::sqlite
