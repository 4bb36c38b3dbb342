#include "dialects/sqlite/shadow/carry.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/batches.hpp"
#include "dialects/sqlite/catalog/affinity.hpp"
#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/quote.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

using Names = std::vector<std::string>;

std::string list(const Names& names, const std::string& prefix = {}) {
  Names quoted;
  for (auto& name : names) quoted.push_back(prefix + quote(name));
  return join(quoted, ", ");
}

// The log's own names for the two keys.
Names log_columns(const Carry& c) {
  Names names;
  for (std::size_t i = 0; i < c.key.size(); ++i) names.push_back(fmt::format("row_{}", i + 1));
  if (c.two_keys())
    for (std::size_t i = 0; i < c.to_key.size(); ++i)
      names.push_back(fmt::format("copy_{}", i + 1));
  return names;
}
Names row_columns(const Carry& c) {
  auto names = log_columns(c);
  names.resize(c.key.size());
  return names;
}
Names copy_columns(const Carry& c) {
  if (!c.two_keys()) return log_columns(c);
  auto names = log_columns(c);
  names.erase(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(c.key.size()));
  return names;
}
// The columns of the table's row that a log entry holds.
Names logged(const Carry& c) {
  auto names = c.key;
  if (c.two_keys()) names.insert(names.end(), c.to_key_of.begin(), c.to_key_of.end());
  return names;
}

// Of the affinity that the table's column has: where they differ, a comparison finds no use for the
// log's indexes, and each write of the application's would read all of it.
std::string affinity_type(const Table& table, const std::string& name) {
  auto* column = table.column(name);
  if (!column) return " INTEGER";  // the rowid
  if (table.extra.contains("strict") && same_name(column->type, "ANY")) return {};
  switch (affinity_of(column->type)) {
    case Affinity::integer:
      return " INTEGER";
    case Affinity::text:
      return " TEXT";
    case Affinity::real:
      return " REAL";
    case Affinity::numeric:
      return " NUMERIC";
    case Affinity::none:
      break;
  }
  return {};
}

// `row`: OLD, NEW, or the table's own alias. An entry that is there names the row as it will be
// when it is applied: a second one would say nothing, and the log is never longer than the table.
std::string log_row(const Carry& c, const std::string& row, const std::string& from = {}) {
  Names values, known;
  const auto columns = log_columns(c);
  const auto of = logged(c);
  for (std::size_t i = 0; i < of.size(); ++i) {
    values.push_back(row + "." + quote(of[i]));
    known.push_back(fmt::format("{} IS {}", columns[i], values[i]));
  }
  return fmt::format(
      "  INSERT INTO {log} ({columns}) SELECT {values}{from}{where} NOT EXISTS (SELECT 1 FROM "
      "{log} "
      "WHERE {known});\n",
      fmt::arg("log", quote(c.log)), fmt::arg("columns", join(columns, ", ")),
      fmt::arg("values", join(values, ", ")), fmt::arg("from", from),
      fmt::arg("where", from.empty() ? " WHERE" : " AND"), fmt::arg("known", join(known, " AND ")));
}

// REPLACE puts the default where NULL may not be, after the BEFORE triggers.
std::string as_stored(const Table& table, const std::string& name) {
  const auto value = "NEW." + quote(name);
  auto* column = table.column(name);
  if (!column || column->nullable || !column->default_sql) return value;
  return fmt::format("coalesce({}, {})", value, default_value(*column->default_sql));
}

// Rows that INSERT OR REPLACE or UPDATE OR REPLACE takes away for this one go without a DELETE
// trigger (unless recursive_triggers is on): they are looked up by each unique key before it
// happens. Under any other clause nothing is taken away, and to apply an entry too many is nothing.
std::string log_displaced(const Carry& c) {
  std::string sql;
  const auto t = quote(c.from.name);
  for (auto& index : c.from.indexes) {
    if (!index.unique || index.method == "rowid") continue;
    Names equal;
    for (auto& part : index.parts) {
      const auto with = part.options.empty() ? "" : " " + part.options;
      if (!part.column.empty()) {
        equal.push_back(fmt::format("migrate_other.{}{} = {}", quote(part.column), with,
                                    as_stored(c.from, part.column)));
        continue;
      }
      // By bare names, as the index has it: SQLite finds it by its own words only.
      equal.push_back(fmt::format("({}\n){} = {}", part.expression, with,
                                  over_row(c.from, part.expression, "NEW")));
    }
    if (!index.predicate.empty())
      equal.push_back("(" + unqualified(index.predicate, c.from.name) + "\n)");
    sql += log_row(c, "migrate_other",
                   fmt::format(" FROM {} AS migrate_other WHERE {}", t, join(equal, " AND ")));
  }
  return sql;
}

// OR REPLACE: a copy that has the place of this one is of a row that has changed since, and so is
// named by the log: it is written anew when its entry is applied.
std::string write_rows(const Carry& c, const std::string& where,
                       const std::string& conflict = "REPLACE") {
  Names to, values;
  if (c.to_key.size() == 1 && !c.from.extra.contains("without_rowid") &&
      std::none_of(c.columns.begin(), c.columns.end(),
                   [&](auto& column) { return same_name(column.to, c.to_key[0]); })) {
    to.push_back(quote(c.to_key[0]));
    values.push_back(quote(c.key[0]));
  }
  for (auto& column : c.columns) {
    to.push_back(quote(column.to));
    values.push_back(column.expression);
  }
  // SQLite would make up a rowid where it is given NULL.
  Names given;
  if (c.two_keys())
    for (auto& column : c.to_key_of) given.push_back(" AND " + quote(column) + " IS NOT NULL");
  return fmt::format("INSERT OR {} INTO {} ({})\nSELECT {}\nFROM {} WHERE {}{}", conflict,
                     quote(c.to), join(to, ", "), join(values, ", "), quote(c.from.name), where,
                     join(given, ""));
}

std::string tuple(const Names& names, const std::string& prefix = {}) {
  return names.size() == 1 ? prefix + quote(names[0]) : "(" + list(names, prefix) + ")";
}

std::string in_log(const Carry& c, const Names& key, const Names& columns,
                   const std::string& entries) {
  return fmt::format("{} IN (SELECT {} FROM {}{})", tuple(key), join(columns, ", "), quote(c.log),
                     entries.empty() ? "" : " WHERE " + entries);
}

Names apply_entries(const Carry& c, const std::string& entries,
                    const std::string& conflict = "REPLACE") {
  return {
      fmt::format("DELETE FROM {} WHERE {}", quote(c.to),
                  in_log(c, c.to_key, copy_columns(c), entries)),
      write_rows(c, in_log(c, c.key, row_columns(c), entries), conflict),
      fmt::format("DELETE FROM {}{}", quote(c.log), entries.empty() ? "" : " WHERE " + entries)};
}

// The rows of a range as they should be in the shadow, beside what is there.
std::string unlike(const Carry& c, const std::string& range) {
  Names selected, same;
  for (std::size_t i = 0; i < c.key.size(); ++i)
    selected.push_back(fmt::format("{} AS migrate_row_{}", quote(c.key[i]), i + 1));
  for (std::size_t i = 0; i < c.to_key.size(); ++i) {
    selected.push_back(fmt::format("{} AS migrate_copy_{}", quote(c.to_key_of[i]), i + 1));
    same.push_back(
        fmt::format("migrate_copy.{} = migrate_was.migrate_copy_{}", quote(c.to_key[i]), i + 1));
  }
  for (std::size_t i = 0; i < c.columns.size(); ++i) {
    selected.push_back(fmt::format("{} AS migrate_value_{}", c.columns[i].expression, i + 1));
    same.push_back(fmt::format("migrate_copy.{} COLLATE BINARY IS migrate_was.migrate_value_{}",
                               quote(c.columns[i].to), i + 1));
  }
  return fmt::format(
      "(SELECT {} FROM {} WHERE {}) AS migrate_was\nWHERE NOT EXISTS (SELECT 1 FROM {} AS "
      "migrate_copy WHERE {})",
      join(selected, ", "), quote(c.from.name), range, quote(c.to), join(same, " AND "));
}

std::string not_logged(const Carry& c, const Names& columns, const Names& values) {
  Names equal;
  for (std::size_t i = 0; i < columns.size(); ++i)
    equal.push_back(fmt::format("migrate_entry.{} = {}", columns[i], values[i]));
  return fmt::format("NOT EXISTS (SELECT 1 FROM {} AS migrate_entry WHERE {})", quote(c.log),
                     join(equal, " AND "));
}

Table shadow_of(const Carry& c) {
  Table shadow = c.from;
  shadow.name = c.to;
  return shadow;
}

Names copy_values(const Carry& c) {
  Names values;
  for (auto& column : c.to_key) values.push_back("migrate_copy." + quote(column));
  return values;
}

// Of a row of the shadow: the table has none that it is a copy of.
std::string has_no_row(const Carry& c) {
  Names equal;
  const auto values = copy_values(c);
  for (std::size_t i = 0; i < values.size(); ++i)
    equal.push_back(fmt::format("migrate_was.{} = {}", quote(c.to_key_of[i]), values[i]));
  return fmt::format("NOT EXISTS (SELECT 1 FROM {} AS migrate_was WHERE {})", quote(c.from.name),
                     join(equal, " AND "));
}

std::vector<BatchParam> from_parts(std::size_t first, std::size_t count) {
  std::vector<BatchParam> params;
  for (std::size_t i = 0; i < count; ++i)
    params.push_back({BatchParam::Source::from, static_cast<int>(first + i)});
  return params;
}

std::string equal_to(const Names& key) {
  Names equal;
  for (std::size_t i = 0; i < key.size(); ++i)
    equal.push_back(fmt::format("{} = ?{}", quote(key[i]), i + 1));
  return join(equal, " AND ");
}

}  // namespace

std::vector<std::string> create_log(const Carry& c) {
  Names typed;
  for (std::size_t i = 0; i < logged(c).size(); ++i)
    typed.push_back(log_columns(c)[i] + affinity_type(c.from, logged(c)[i]));
  const auto columns = join(typed, ", ");
  auto index = [&](const char* what, const Names& names) {
    return fmt::format("CREATE INDEX {} ON {} ({})",
                       quote(object_name({c.from.name, "log", what}, name_limit)), quote(c.log),
                       join(names, ", "));
  };
  Names sql = {fmt::format("CREATE TABLE {} (id INTEGER PRIMARY KEY, {})", quote(c.log), columns),
               index("row", row_columns(c))};
  if (c.two_keys()) sql.push_back(index("copy", copy_columns(c)));
  if (!c.witness.empty()) sql.push_back(fmt::format("CREATE TABLE {} (here)", quote(c.witness)));
  return sql;
}

Names drop_log(const Carry& c) {
  Names sql = {"DROP TABLE IF EXISTS " + quote(c.log)};
  if (!c.witness.empty()) sql.push_back("DROP TABLE IF EXISTS " + quote(c.witness));
  return sql;
}

// One short row for each row that is written, in the writer's own transaction: the application
// meets no error of the shadow, and no work of its size.
SyncTriggers log_triggers(const Carry& c) {
  SyncTriggers out;
  const auto t = quote(c.from.name);
  auto add = [&](const std::string& name, const std::string& event, const std::string& body) {
    if (body.empty()) return;
    auto trigger = quote(object_name({"log", c.from.name, name}, 120));
    out.create.push_back(
        fmt::format("CREATE TRIGGER {} {} ON {}\nBEGIN\n{}END", trigger, event, t, body));
    out.drop.push_back("DROP TRIGGER IF EXISTS " + trigger);
  };
  add("insert", "AFTER INSERT", log_row(c, "NEW"));
  add("update", "AFTER UPDATE", log_row(c, "OLD") + log_row(c, "NEW"));
  add("delete", "AFTER DELETE", log_row(c, "OLD"));
  add("before_insert", "BEFORE INSERT", log_displaced(c));
  add("before_update", "BEFORE UPDATE", log_displaced(c));
  return out;
}

Batch copy_batch(const Carry& c) {
  return make_batch(c.from, c.key, write_rows(c, in_range(c.key)));
}

// Two rows with a gap between them, without an index, as a table whose rows VACUUM numbers anew: it
// closes the gap.
Names bear_witness(const Carry& c) {
  if (c.witness.empty()) return {};
  const auto witness = quote(c.witness);
  return {"DELETE FROM " + witness,
          fmt::format("INSERT INTO {} (rowid, here) VALUES (1, 1), (3, 1)", witness)};
}

Names log_all_after_vacuum(const Carry& c) {
  if (c.witness.empty()) return {};
  // As a bound of the rowid: where it is NULL, nothing is read.
  const auto all = fmt::format(
      "(SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM {} WHERE rowid = 3))",
      quote(c.witness));
  return {fmt::format("DELETE FROM {} WHERE id <= {}", quote(c.log), all),
          fmt::format("DELETE FROM {} WHERE {} <= {}", quote(c.to), quote(c.to_key[0]), all),
          fmt::format("INSERT INTO {} ({}) SELECT {} FROM {} WHERE {} <= {}", quote(c.log),
                      join(log_columns(c), ", "), list(logged(c)), quote(c.from.name),
                      quote(c.key[0]), all)};
}

ChangeLog change_log(const Carry& c) {
  using Source = BatchParam::Source;
  ChangeLog log;
  log.table = c.log;
  log.key = c.key;
  Names named;
  const auto columns = log_columns(c);
  const auto of = logged(c);
  for (std::size_t i = 0; i < columns.size(); ++i)
    named.push_back(fmt::format("{} AS {}", columns[i], quote(of[i])));
  log.next = {fmt::format("SELECT id, {} FROM {} WHERE id > ?1 ORDER BY id LIMIT ?2",
                          join(named, ", "), quote(c.log)),
              {{Source::from, 0}, {Source::offset, 0}}};
  for (auto& statement : apply_entries(c, "id > ?1 AND id <= ?2"))
    log.together.push_back({statement, {{Source::from, 0}, {Source::to, 0}}});
  log.hold = {"SELECT 1", {}};  // the write lock is held
  const auto keys = c.key.size(), copies = c.two_keys() ? keys + 1 : 1;
  log.remove = {fmt::format("DELETE FROM {} WHERE {}", quote(c.to), equal_to(c.to_key)),
                from_parts(copies, c.to_key.size())};
  log.write = {write_rows(c, equal_to(c.key)), from_parts(1, keys)};
  log.differs = {"SELECT 1 FROM " + unlike(c, equal_to(c.key)), from_parts(1, keys)};
  log.forget = {fmt::format("DELETE FROM {} WHERE id = ?1", quote(c.log)), {{Source::from, 0}}};
  log.to_the_end = true;
  return log;
}

// OR ABORT: the copies of all rows that have changed are gone before one is written, so that what
// stands in a row's way is a row that is there. Nothing compares the two after this.
std::vector<std::string> drain(const Carry& c) {
  return apply_entries(c, "", "ABORT");
}

std::string no_logged(const Carry& c, const std::string& condition) {
  return fmt::format("NOT EXISTS (SELECT 1 FROM {} WHERE {} AND ({}))", quote(c.from.name),
                     in_log(c, c.key, row_columns(c), ""), condition);
}

Batch differing(const Carry& c) {
  Names shown, values;
  for (std::size_t i = 0; i < c.key.size(); ++i) {
    values.push_back(fmt::format("migrate_was.migrate_row_{}", i + 1));
    shown.push_back(fmt::format("{} AS {}", values[i], quote(c.key[i])));
  }
  return make_batch(c.from, c.key,
                    fmt::format("SELECT {} FROM {}\n  AND {} LIMIT 5", join(shown, ", "),
                                unlike(c, in_range(c.key)), not_logged(c, row_columns(c), values)));
}

Batch take_away(const Carry& c) {
  auto batch = make_batch(shadow_of(c), c.to_key,
                          fmt::format("DELETE FROM {} AS migrate_copy WHERE {}\n  AND {}",
                                      quote(c.to), in_range(c.to_key), has_no_row(c)));
  batch.notes = true;
  return batch;
}

Batch extra(const Carry& c) {
  return make_batch(
      shadow_of(c), c.to_key,
      fmt::format("SELECT {0} FROM (SELECT {0} FROM {1} WHERE {2}) AS migrate_copy\nWHERE {3}\n  "
                  "AND {4} LIMIT 5",
                  list(c.to_key), quote(c.to), in_range(c.to_key), has_no_row(c),
                  not_logged(c, copy_columns(c), copy_values(c))));
}

Batch emptying(const Carry& c, const std::string& name) {
  Table old = c.from;
  old.name = name;
  auto batch =
      make_batch(old, c.key, fmt::format("DELETE FROM {} WHERE {}", quote(name), in_range(c.key)));
  batch.once = true;
  return batch;
}

}  // namespace migrate::sqlite
