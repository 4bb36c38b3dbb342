#include "dialects/sqlite/shadow.hpp"

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
Names log_columns(const Shadow& s) {
  Names names;
  for (std::size_t i = 0; i < s.key.size(); ++i) names.push_back(fmt::format("row_{}", i + 1));
  if (s.two_keys())
    for (std::size_t i = 0; i < s.to_key.size(); ++i)
      names.push_back(fmt::format("copy_{}", i + 1));
  return names;
}
Names row_columns(const Shadow& s) {
  auto names = log_columns(s);
  names.resize(s.key.size());
  return names;
}
Names copy_columns(const Shadow& s) {
  if (!s.two_keys()) return log_columns(s);
  auto names = log_columns(s);
  names.erase(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(s.key.size()));
  return names;
}
// The columns of the table's row that a log entry holds.
Names logged(const Shadow& s) {
  auto names = s.key;
  if (s.two_keys()) names.insert(names.end(), s.to_key_of.begin(), s.to_key_of.end());
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
std::string log_row(const Shadow& s, const std::string& row, const std::string& from = {}) {
  Names values, known;
  const auto columns = log_columns(s);
  const auto of = logged(s);
  for (std::size_t i = 0; i < of.size(); ++i) {
    values.push_back(row + "." + quote(of[i]));
    known.push_back(fmt::format("{} IS {}", columns[i], values[i]));
  }
  return fmt::format(
      "  INSERT INTO {log} ({columns}) SELECT {values}{from}{where} NOT EXISTS (SELECT 1 FROM "
      "{log} "
      "WHERE {known});\n",
      fmt::arg("log", quote(s.log)), fmt::arg("columns", join(columns, ", ")),
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
std::string log_displaced(const Shadow& s) {
  std::string sql;
  const auto t = quote(s.from.name);
  for (auto& index : s.from.indexes) {
    if (!index.unique || index.method == "rowid") continue;
    Names equal;
    for (auto& part : index.parts) {
      const auto with = part.options.empty() ? "" : " " + part.options;
      if (!part.column.empty()) {
        equal.push_back(fmt::format("migrate_other.{}{} = {}", quote(part.column), with,
                                    as_stored(s.from, part.column)));
        continue;
      }
      // By bare names, as the index has it: SQLite finds it by its own words only.
      equal.push_back(fmt::format("({}\n){} = {}", part.expression, with,
                                  over_row(s.from, part.expression, "NEW")));
    }
    if (!index.predicate.empty())
      equal.push_back("(" + unqualified(index.predicate, s.from.name) + "\n)");
    sql += log_row(s, "migrate_other",
                   fmt::format(" FROM {} AS migrate_other WHERE {}", t, join(equal, " AND ")));
  }
  return sql;
}

// OR REPLACE: a copy that has the place of this one is of a row that has changed since, and so is
// named by the log: it is written anew when its entry is applied.
std::string write_rows(const Shadow& s, const std::string& where,
                       const std::string& conflict = "REPLACE") {
  Names to, values;
  if (s.to_key.size() == 1 && !s.from.extra.contains("without_rowid") &&
      std::none_of(s.columns.begin(), s.columns.end(),
                   [&](auto& column) { return same_name(column.to, s.to_key[0]); })) {
    to.push_back(quote(s.to_key[0]));
    values.push_back(quote(s.key[0]));
  }
  for (auto& column : s.columns) {
    to.push_back(quote(column.to));
    values.push_back(column.expression);
  }
  // SQLite would make up a rowid where it is given NULL.
  Names given;
  if (s.two_keys())
    for (auto& column : s.to_key_of) given.push_back(" AND " + quote(column) + " IS NOT NULL");
  return fmt::format("INSERT OR {} INTO {} ({})\nSELECT {}\nFROM {} WHERE {}{}", conflict,
                     quote(s.name), join(to, ", "), join(values, ", "), quote(s.from.name), where,
                     join(given, ""));
}

std::string tuple(const Names& names, const std::string& prefix = {}) {
  return names.size() == 1 ? prefix + quote(names[0]) : "(" + list(names, prefix) + ")";
}

std::string in_log(const Shadow& s, const Names& key, const Names& columns,
                   const std::string& entries) {
  return fmt::format("{} IN (SELECT {} FROM {}{})", tuple(key), join(columns, ", "), quote(s.log),
                     entries.empty() ? "" : " WHERE " + entries);
}

Names apply_entries(const Shadow& s, const std::string& entries,
                    const std::string& conflict = "REPLACE") {
  return {
      fmt::format("DELETE FROM {} WHERE {}", quote(s.name),
                  in_log(s, s.to_key, copy_columns(s), entries)),
      write_rows(s, in_log(s, s.key, row_columns(s), entries), conflict),
      fmt::format("DELETE FROM {}{}", quote(s.log), entries.empty() ? "" : " WHERE " + entries)};
}

// The rows of a range as they should be in the shadow, beside what is there.
std::string unlike(const Shadow& s, const std::string& range) {
  Names selected, same;
  for (std::size_t i = 0; i < s.key.size(); ++i)
    selected.push_back(fmt::format("{} AS migrate_row_{}", quote(s.key[i]), i + 1));
  for (std::size_t i = 0; i < s.to_key.size(); ++i) {
    selected.push_back(fmt::format("{} AS migrate_copy_{}", quote(s.to_key_of[i]), i + 1));
    same.push_back(
        fmt::format("migrate_copy.{} = migrate_was.migrate_copy_{}", quote(s.to_key[i]), i + 1));
  }
  for (std::size_t i = 0; i < s.columns.size(); ++i) {
    selected.push_back(fmt::format("{} AS migrate_value_{}", s.columns[i].expression, i + 1));
    same.push_back(fmt::format("migrate_copy.{} COLLATE BINARY IS migrate_was.migrate_value_{}",
                               quote(s.columns[i].to), i + 1));
  }
  return fmt::format(
      "(SELECT {} FROM {} WHERE {}) AS migrate_was\nWHERE NOT EXISTS (SELECT 1 FROM {} AS "
      "migrate_copy WHERE {})",
      join(selected, ", "), quote(s.from.name), range, quote(s.name), join(same, " AND "));
}

std::string not_logged(const Shadow& s, const Names& columns, const Names& values) {
  Names equal;
  for (std::size_t i = 0; i < columns.size(); ++i)
    equal.push_back(fmt::format("migrate_entry.{} = {}", columns[i], values[i]));
  return fmt::format("NOT EXISTS (SELECT 1 FROM {} AS migrate_entry WHERE {})", quote(s.log),
                     join(equal, " AND "));
}

Table shadow_of(const Shadow& s) {
  Table shadow = s.from;
  shadow.name = s.name;
  return shadow;
}

Names copy_values(const Shadow& s) {
  Names values;
  for (auto& column : s.to_key) values.push_back("migrate_copy." + quote(column));
  return values;
}

// Of a row of the shadow: the table has none that it is a copy of.
std::string has_no_row(const Shadow& s) {
  Names equal;
  const auto values = copy_values(s);
  for (std::size_t i = 0; i < values.size(); ++i)
    equal.push_back(fmt::format("migrate_was.{} = {}", quote(s.to_key_of[i]), values[i]));
  return fmt::format("NOT EXISTS (SELECT 1 FROM {} AS migrate_was WHERE {})", quote(s.from.name),
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

std::vector<std::string> create_log(const Shadow& s) {
  Names typed;
  for (std::size_t i = 0; i < logged(s).size(); ++i)
    typed.push_back(log_columns(s)[i] + affinity_type(s.from, logged(s)[i]));
  const auto columns = join(typed, ", ");
  auto index = [&](const char* what, const Names& names) {
    return fmt::format("CREATE INDEX {} ON {} ({})",
                       quote(object_name({s.from.name, "log", what}, name_limit)), quote(s.log),
                       join(names, ", "));
  };
  Names sql = {fmt::format("CREATE TABLE {} (id INTEGER PRIMARY KEY, {})", quote(s.log), columns),
               index("row", row_columns(s))};
  if (s.two_keys()) sql.push_back(index("copy", copy_columns(s)));
  if (!s.witness.empty()) sql.push_back(fmt::format("CREATE TABLE {} (here)", quote(s.witness)));
  return sql;
}

Names drop_log(const Shadow& s) {
  Names sql = {"DROP TABLE IF EXISTS " + quote(s.log)};
  if (!s.witness.empty()) sql.push_back("DROP TABLE IF EXISTS " + quote(s.witness));
  return sql;
}

// One short row for each row that is written, in the writer's own transaction: the application
// meets no error of the shadow, and no work of its size.
SyncTriggers log_triggers(const Shadow& s) {
  SyncTriggers out;
  const auto t = quote(s.from.name);
  auto add = [&](const std::string& name, const std::string& event, const std::string& body) {
    if (body.empty()) return;
    auto trigger = quote(object_name({"log", s.from.name, name}, 120));
    out.create.push_back(
        fmt::format("CREATE TRIGGER {} {} ON {}\nBEGIN\n{}END", trigger, event, t, body));
    out.drop.push_back("DROP TRIGGER IF EXISTS " + trigger);
  };
  add("insert", "AFTER INSERT", log_row(s, "NEW"));
  add("update", "AFTER UPDATE", log_row(s, "OLD") + log_row(s, "NEW"));
  add("delete", "AFTER DELETE", log_row(s, "OLD"));
  add("before_insert", "BEFORE INSERT", log_displaced(s));
  add("before_update", "BEFORE UPDATE", log_displaced(s));
  return out;
}

Batch copy_batch(const Shadow& s) {
  return make_batch(s.from, s.key, write_rows(s, in_range(s.key)));
}

// Two rows with a gap between them, without an index, as a table whose rows VACUUM numbers anew: it
// closes the gap.
Names bear_witness(const Shadow& s) {
  if (s.witness.empty()) return {};
  const auto witness = quote(s.witness);
  return {"DELETE FROM " + witness,
          fmt::format("INSERT INTO {} (rowid, here) VALUES (1, 1), (3, 1)", witness)};
}

Names log_all_after_vacuum(const Shadow& s) {
  if (s.witness.empty()) return {};
  // As a bound of the rowid: where it is NULL, nothing is read.
  const auto all = fmt::format(
      "(SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM {} WHERE rowid = 3))",
      quote(s.witness));
  return {fmt::format("DELETE FROM {} WHERE id <= {}", quote(s.log), all),
          fmt::format("DELETE FROM {} WHERE {} <= {}", quote(s.name), quote(s.to_key[0]), all),
          fmt::format("INSERT INTO {} ({}) SELECT {} FROM {} WHERE {} <= {}", quote(s.log),
                      join(log_columns(s), ", "), list(logged(s)), quote(s.from.name),
                      quote(s.key[0]), all)};
}

ChangeLog change_log(const Shadow& s) {
  using Source = BatchParam::Source;
  ChangeLog log;
  log.table = s.log;
  log.key = s.key;
  Names named;
  const auto columns = log_columns(s);
  const auto of = logged(s);
  for (std::size_t i = 0; i < columns.size(); ++i)
    named.push_back(fmt::format("{} AS {}", columns[i], quote(of[i])));
  log.next = {fmt::format("SELECT id, {} FROM {} WHERE id > ?1 ORDER BY id LIMIT ?2",
                          join(named, ", "), quote(s.log)),
              {{Source::from, 0}, {Source::offset, 0}}};
  for (auto& statement : apply_entries(s, "id > ?1 AND id <= ?2"))
    log.together.push_back({statement, {{Source::from, 0}, {Source::to, 0}}});
  log.hold = {"SELECT 1", {}};  // the write lock is held
  const auto keys = s.key.size(), copies = s.two_keys() ? keys + 1 : 1;
  log.remove = {fmt::format("DELETE FROM {} WHERE {}", quote(s.name), equal_to(s.to_key)),
                from_parts(copies, s.to_key.size())};
  log.write = {write_rows(s, equal_to(s.key)), from_parts(1, keys)};
  log.differs = {"SELECT 1 FROM " + unlike(s, equal_to(s.key)), from_parts(1, keys)};
  log.forget = {fmt::format("DELETE FROM {} WHERE id = ?1", quote(s.log)), {{Source::from, 0}}};
  log.to_the_end = true;
  return log;
}

// OR ABORT: the copies of all rows that have changed are gone before one is written, so that what
// stands in a row's way is a row that is there. Nothing compares the two after this.
std::vector<std::string> drain(const Shadow& s) {
  return apply_entries(s, "", "ABORT");
}

std::string no_logged(const Shadow& s, const std::string& condition) {
  return fmt::format("NOT EXISTS (SELECT 1 FROM {} WHERE {} AND ({}))", quote(s.from.name),
                     in_log(s, s.key, row_columns(s), ""), condition);
}

Batch differing(const Shadow& s) {
  Names shown, values;
  for (std::size_t i = 0; i < s.key.size(); ++i) {
    values.push_back(fmt::format("migrate_was.migrate_row_{}", i + 1));
    shown.push_back(fmt::format("{} AS {}", values[i], quote(s.key[i])));
  }
  return make_batch(s.from, s.key,
                    fmt::format("SELECT {} FROM {}\n  AND {} LIMIT 5", join(shown, ", "),
                                unlike(s, in_range(s.key)), not_logged(s, row_columns(s), values)));
}

Batch take_away(const Shadow& s) {
  auto batch = make_batch(shadow_of(s), s.to_key,
                          fmt::format("DELETE FROM {} AS migrate_copy WHERE {}\n  AND {}",
                                      quote(s.name), in_range(s.to_key), has_no_row(s)));
  batch.notes = true;
  return batch;
}

Batch extra(const Shadow& s) {
  return make_batch(
      shadow_of(s), s.to_key,
      fmt::format("SELECT {0} FROM (SELECT {0} FROM {1} WHERE {2}) AS migrate_copy\nWHERE {3}\n  "
                  "AND {4} LIMIT 5",
                  list(s.to_key), quote(s.name), in_range(s.to_key), has_no_row(s),
                  not_logged(s, copy_columns(s), copy_values(s))));
}

Batch emptying(const Shadow& s) {
  Table old = s.from;
  old.name = s.old;
  auto batch =
      make_batch(old, s.key, fmt::format("DELETE FROM {} WHERE {}", quote(s.old), in_range(s.key)));
  batch.once = true;
  return batch;
}

}  // namespace migrate::sqlite
