#include "dialects/sqlite/triggers/mapped_sync.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "dialects/sqlite/batches.hpp"
#include "dialects/sqlite/quote.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

using Columns = std::vector<MappedColumn>;

// The newline ends a comment that the user's text may close with.
std::string value_of(const MappedColumn& column) {
  return "(" + column.expression + "\n)";
}

std::string each(const Columns& columns, const char* between,
                 const std::function<std::string(const MappedColumn&)>& text) {
  std::vector<std::string> parts;
  for (auto& column : columns) parts.push_back(text(column));
  return "(" + join(parts, between) + ")";
}

std::string any_changed(const Table& table, const Columns& columns) {
  return each(columns, " OR ", [&](auto& c) {
    return differs(*table.column(c.column), "NEW." + quote(c.column), "OLD." + quote(c.column));
  });
}

std::string all_left_out(const Columns& columns, const std::string& row) {
  return each(columns, " AND ", [&](auto& c) {
    return fmt::format("{}{} COLLATE BINARY IS {}", row, quote(c.column), c.left_out);
  });
}

// The new columns hold what the old ones give for them, and no old one lacks a value that it must
// have. `row`: "OLD", or empty for the row as it is.
std::string follows(const Table& table, const Mapping& mapping, const std::string& row) {
  const auto prefix = row.empty() ? row : row + ".";
  auto text = each(mapping.news, " AND ", [&](auto& c) {
    return fmt::format("{}{} COLLATE BINARY IS {}", prefix, quote(c.column),
                       row.empty() ? value_of(c) : over_row(table, c.expression, row));
  });
  for (auto& old : mapping.olds)
    if (old.not_null) text += fmt::format(" AND {}{} IS NOT NULL", prefix, quote(old.column));
  return "(" + text + ")";
}

std::string olds_were_apart(const Table& table, const Mapping& mapping) {
  return each(mapping.olds, " OR ", [&](auto& c) {
    return differs(*table.column(c.column), "OLD." + quote(c.column),
                   over_row(table, c.expression, "OLD"));
  });
}

// Taking back a write to a row that was not filled makes its new columns NULL again. Where
// recursive_triggers is on that fires the update trigger, which must not carry the NULL down. It is
// known by the row before: neither side of it was what the other gives.
std::string taken_back(const Table& table, const Mapping& mapping) {
  return fmt::format("({} AND NOT {} AND {})", all_null(mapping.news, "NEW."),
                     follows(table, mapping, "OLD"), olds_were_apart(table, mapping));
}

std::string refuse_nulls(const Table& table, const Mapping& mapping, const std::string& match,
                         bool update) {
  std::string text;
  for (auto* side : {&mapping.olds, &mapping.news})
    for (auto& c : *side)
      if (c.not_null)
        text += refuse_null(table, c.column, match,
                            update ? "OLD." + quote(c.column) + " IS NOT NULL" : "");
  return text;
}

// Empty, or " OR …" for the WHEN of a trigger: a column is NULL that may not be.
std::string or_null(const Mapping& mapping, bool update) {
  std::string text;
  for (auto* side : {&mapping.olds, &mapping.news})
    for (auto& c : *side)
      if (c.not_null)
        text += update
                    ? fmt::format(" OR (NEW.{0} IS NULL AND OLD.{0} IS NOT NULL)", quote(c.column))
                    : fmt::format(" OR NEW.{} IS NULL", quote(c.column));
  return text;
}

// As an UPDATE may call them: the rowid by any of its names, whatever else it is called.
std::vector<std::string> names_of_walk(const Table& table, const Location& at) {
  auto* primary = table.primary_key();
  std::vector<std::string> names;
  bool rowid = primary && primary->method == "rowid";
  for (auto& column : walk_columns(table, at)) {
    rowid |= !table.column(column);
    if (table.column(column)) names.push_back(quote(column));
  }
  if (rowid) names.insert(names.end(), {"rowid", "_rowid_", "oid"});
  return names;
}

}  // namespace

std::string computed(const Columns& columns) {
  std::vector<std::string> parts;
  for (auto& c : columns) parts.push_back(quote(c.column) + " = " + value_of(c));
  return join(parts, ", ");
}

std::string all_null(const Columns& columns, const std::string& row) {
  return each(columns, " AND ", [&](auto& c) { return row + quote(c.column) + " IS NULL"; });
}

std::string any_apart(const Table& table, const Columns& columns) {
  return each(columns, " OR ", [&](auto& c) {
    return differs(*table.column(c.column), quote(c.column), value_of(c));
  });
}

std::string unfilled(const Mapping& mapping) {
  return all_null(mapping.news) + " AND " +
         each(mapping.news, " OR ", [](auto& c) { return value_of(c) + " IS NOT NULL"; });
}

std::string still_unfilled(const Table& table, const Mapping& mapping) {
  const auto missing = unfilled(mapping);
  return mapping.may_be_null ? missing + " AND " + any_apart(table, mapping.olds) : missing;
}

// Why this holds under every kind of write:
// - As for two columns of one value (sync.cpp): AFTER triggers that write their own row only, where
//   it is not yet as it should be, from what the row holds.
// - Each UPDATE here fires the update trigger: from the insert trigger always, from itself where
//   recursive_triggers is on. It must not take that for a statement of the application's, and it
//   can tell: after a write downwards the old columns are what the new ones give while the new ones
//   were not what the old ones gave before (which is when it writes downwards at all); after a
//   write upwards the new ones are what the old ones give. Volatile expressions, for which this
//   would not hold, are refused when the change is planned.
// - The backfill's UPDATE looks like a write upwards.
// - A row that is not filled yet is filled where an UPDATE gives it another key, which the fill may
//   have passed already. By no other UPDATE: it would fail where `up` raises for the row.
// - Under OR IGNORE a write downwards may do nothing where an old column has a rule of its own: the
//   statement is then taken back, as it would have been ignored with that column in it.
SyncTriggers mapping_triggers(const Table& table, const Mapping& mapping, const Location& at) {
  const auto t = quote(table.name), match = row_match(table, at);
  const auto& olds = mapping.olds;
  const auto& news = mapping.news;
  const auto down =
      fmt::format("NOT {} AND {}", follows(table, mapping, ""), any_apart(table, olds));
  const bool conflicts = std::any_of(olds.begin(), olds.end(), [&](auto& c) {
    return can_conflict(table, *table.column(c.column), c.not_null);
  });

  const auto downward = fmt::format("NOT {} AND {} AND {} AND {}", all_null(news, "NEW."),
                                    all_left_out(olds, "NEW."), all_left_out(olds, ""), down);
  std::string insert = fmt::format(
      "WHEN {new_empty} OR {old_empty}{or_null}\nBEGIN\n"
      "  UPDATE {t} SET {ups} WHERE {match} AND {new_empty} AND {unfilled};\n"
      "  UPDATE {t} SET {downs} WHERE {match} AND {downward};\n",
      fmt::arg("new_empty", all_null(news, "NEW.")),
      fmt::arg("old_empty", all_left_out(olds, "NEW.")),
      fmt::arg("or_null", or_null(mapping, false)), fmt::arg("t", t),
      fmt::arg("ups", computed(news)), fmt::arg("match", match),
      fmt::arg("unfilled", unfilled(mapping)), fmt::arg("downs", computed(olds)),
      fmt::arg("downward", downward));
  if (conflicts) insert += fmt::format("  DELETE FROM {} WHERE {} AND {};\n", t, match, downward);
  insert += refuse_nulls(table, mapping, match, false) + "END";

  const auto new_changed = any_changed(table, news), old_changed = any_changed(table, olds);
  const auto never_filled =
      all_null(news, "OLD.") +
      (mapping.may_be_null ? " AND " + olds_were_apart(table, mapping) : std::string());
  std::vector<std::string> completed, from_old, back, names;
  for (auto& c : news) {
    const auto name = quote(c.column), was = over_row(table, c.expression, "OLD");
    completed.push_back(fmt::format("{0} = coalesce({0}, {1})", name, was));
    from_old.push_back(fmt::format("({} IS NULL AND {} IS NOT NULL)", name, was));
    back.push_back(fmt::format("{0} = OLD.{0}", name));
  }
  for (auto* side : {&olds, &news})
    for (auto& c : *side) names.push_back(quote(c.column));
  const auto walked = names_of_walk(table, at);
  std::vector<std::string> moves;
  for (auto& key : walk_columns(table, at))
    moves.push_back(fmt::format("NEW.{0} COLLATE BINARY IS NOT OLD.{0}", quote(key)));
  names.insert(names.end(), walked.begin(), walked.end());
  const auto carried = conflicts ? down + " AND NOT " + taken_back(table, mapping) : down;
  const auto in_part = each(news, " AND ", [](auto& c) {
    return fmt::format("({0} IS NULL OR {0} COLLATE BINARY IS {1})", quote(c.column), value_of(c));
  });
  const auto missing = each(news, " OR ", [](auto& c) {
    return fmt::format("({} IS NULL AND {} IS NOT NULL)", quote(c.column), value_of(c));
  });

  std::string update = fmt::format(
      "WHEN {n} <> {o} OR ({never_filled} AND ({n} OR {moved})){or_null}\nBEGIN\n"
      "  UPDATE {t} SET {completed} WHERE {match} AND {n} AND NOT {o} AND {never_filled}\n"
      "    AND ({from_old});\n"
      "  UPDATE {t} SET {ups} WHERE {match} AND {n} = {o} AND ({n} OR {moved}) AND {never_filled}\n"
      "    AND {in_part} AND {missing};\n"
      "  UPDATE {t} SET {downs} WHERE {match} AND {n} AND NOT {o} AND {down};\n",
      fmt::arg("n", new_changed), fmt::arg("o", old_changed),
      fmt::arg("never_filled", never_filled), fmt::arg("moved", "(" + join(moves, " OR ") + ")"),
      fmt::arg("or_null", or_null(mapping, true)), fmt::arg("t", t),
      fmt::arg("completed", join(completed, ", ")), fmt::arg("match", match),
      fmt::arg("from_old", join(from_old, " OR ")), fmt::arg("ups", computed(news)),
      fmt::arg("in_part", in_part), fmt::arg("missing", missing), fmt::arg("downs", computed(olds)),
      fmt::arg("down", carried));
  if (conflicts)
    update += fmt::format("  UPDATE {} SET {} WHERE {} AND {} AND NOT {} AND {}\n    AND {};\n", t,
                          join(back, ", "), match, new_changed, old_changed, carried,
                          each(olds, " AND ", [&](auto& c) {
                            return "NOT " + differs(*table.column(c.column), quote(c.column),
                                                    "OLD." + quote(c.column));
                          }));
  update += fmt::format(
      "  UPDATE {t} SET {ups} WHERE {match} AND {o} AND NOT {n} AND {up_apart}\n"
      "    AND ({down_apart} OR {followed});\n{no_null}END",
      fmt::arg("t", t), fmt::arg("ups", computed(news)), fmt::arg("match", match),
      fmt::arg("o", old_changed), fmt::arg("n", new_changed),
      fmt::arg("up_apart", any_apart(table, news)), fmt::arg("down_apart", any_apart(table, olds)),
      fmt::arg("followed", follows(table, mapping, "OLD")),
      fmt::arg("no_null", refuse_nulls(table, mapping, match, true)));

  return row_triggers(table, {"map", table.name, olds[0].column, news[0].column},
                      " OF " + join(names, ", "), insert, update);
}

}  // namespace migrate::sqlite
