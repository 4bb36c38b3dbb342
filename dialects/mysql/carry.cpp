#include "dialects/mysql/carry.hpp"

#include <fmt/format.h>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/sync.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

using Source = BatchParam::Source;

// A value of the column `from` to be compared with the column `to`: in its collation, so that the
// index serves and the server does not refuse to mix two.
std::string as(const Column& to, const Column& from, const std::string& value) {
  if (!is_text(to) || (from.charset == to.charset && from.collation == to.collation)) return value;
  if (to.charset.empty()) return value;
  return fmt::format("CONVERT({} USING {}) COLLATE {}", value, to.charset, to.collation);
}

// Where the two collations differ, what is one key here may be two there: then the bytes count,
// too.
bool by_bytes(const Column& from, const Column& to) {
  return is_text(from) && is_text(to) && from.collation != to.collation;
}

std::string same_bytes(const Column& column, const std::string& name, const std::string& value) {
  return fmt::format("CAST({} AS BINARY) = CAST(CONVERT({} USING {}) AS BINARY)", name, value,
                     column.charset.empty() ? "utf8mb4" : column.charset);
}

// `value` of each key column, in the terms of `to`.
std::string to_key(const Carry& c, const std::string& alias, const std::string& value_format) {
  std::vector<std::string> equal;
  for (std::size_t i = 0; i < c.key.size(); ++i) {
    auto& [from, to] = c.key[i];
    auto value = replace_all(replace_all(value_format, "%name", quote(from.name)), "%i",
                             std::to_string(i + 1));
    equal.push_back(fmt::format("{}{} = {}", alias, quote(to.name), as(to, from, value)));
    if (by_bytes(from, to)) equal.push_back(same_bytes(to, alias + quote(to.name), value));
  }
  return join(equal, " AND ");
}

std::string key_names(const Carry& c, const std::string& prefix = "") {
  std::vector<std::string> names;
  for (auto& [from, to] : c.key) names.push_back(prefix + quote(from.name));
  return join(names, ", ");
}

std::string target_columns(const Carry& c) {
  std::vector<std::string> names;
  for (auto& column : c.columns) names.push_back(quote(column.to.name));
  return join(names, ", ");
}

// In a SELECT from the table `from` alone, or beside tables whose columns all begin with migrate_.
std::string read_value(const Carry& c, const CarriedColumn& column) {
  return column.value.empty() ? quote(c.from.name) + "." + quote(column.from.name)
                              : "(" + column.value + ")";
}

std::string read_values(const Carry& c) {
  std::vector<std::string> values;
  for (auto& column : c.columns) values.push_back(read_value(c, column));
  return join(values, ", ");
}

// The target's foreign keys are those of the source, whose rows have passed them: they are not
// looked at again, and above all no cascade of the target's own runs when a row is replaced.
std::string unchecked(const Carry& c, const std::string& verb, const std::string& rest) {
  if (c.to.foreign_keys.empty() && !c.referenced) return verb + " " + rest;
  if (c.flavour.statement_settings)
    return fmt::format("SET STATEMENT foreign_key_checks = 0 FOR {} {}", verb, rest);
  return fmt::format("{} /*+ SET_VAR(foreign_key_checks = OFF) */ {}", verb, rest);
}

std::string insert_from(const Carry& c, const std::string& from) {
  return unchecked(c, "INSERT",
                   fmt::format("INTO {} ({}) SELECT {} FROM {}", quote(c.to.name),
                               target_columns(c), read_values(c), from));
}

// Is what stands in the column `b` what the value `a` comes to?
std::string same_after(const Carry& c, const CarriedColumn& column, const std::string& a,
                       const std::string& b) {
  bool as_it_is = column.value.empty() && column.from.type == column.to.type &&
                  column.from.charset == column.to.charset;
  if (as_it_is) return same(column.to, a, b);
  if (data_type(column.to) == "json" && !c.flavour.json_is_text)
    return fmt::format("CAST({} AS JSON) <=> {}", a, b);
  if (!is_text(column.to)) return fmt::format("{} <=> {}", a, b);
  auto charset = column.to.charset.empty() ? "utf8mb4" : column.to.charset;
  return fmt::format("CAST(CONVERT({} USING {}) AS BINARY) <=> CAST({} AS BINARY)", a, charset, b);
}

// The rows of `from` that meet `where`, as they are to be in `to`, beside what is there; `where`
// speaks of `from` alone.
std::string beside(const Carry& c, const std::string& where, const std::string& hint) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < c.key.size(); ++i)
    values.push_back(fmt::format("{} AS migrate_key_{}", quote(c.key[i].first.name), i + 1));
  for (std::size_t i = 0; i < c.columns.size(); ++i)
    values.push_back(fmt::format("{} AS migrate_value_{}", read_value(c, c.columns[i]), i + 1));
  std::vector<std::string> equal;
  for (std::size_t i = 0; i < c.columns.size(); ++i)
    equal.push_back(same_after(c, c.columns[i], fmt::format("migrate_was.migrate_value_{}", i + 1),
                               "migrate_now." + quote(c.columns[i].to.name)));
  return fmt::format(
      "(SELECT {} FROM {}{} WHERE {}) AS migrate_was LEFT JOIN {} AS migrate_now ON {} WHERE "
      "migrate_now.{} IS NULL OR NOT ({})",
      join(values, ", "), quote(c.from.name), hint, where, quote(c.to.name),
      to_key(c, "migrate_now.", "migrate_was.migrate_key_%i"), quote(c.key[0].second.name),
      join(equal, " AND "));
}

std::string was_keys(const Carry& c) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < c.key.size(); ++i)
    keys.push_back(fmt::format("migrate_was.migrate_key_{}", i + 1));
  return join(keys, ", ");
}

std::string one_key(const Carry& c, BatchQuery& query) {
  std::vector<std::string> equal;
  for (std::size_t i = 0; i < c.key.size(); ++i) {
    auto& [from, to] = c.key[i];
    auto name = quote(c.from.name) + "." + quote(from.name);
    auto value = [&] {
      query.params.push_back({Source::from, static_cast<int>(i) + 1});
      return key_placeholder(from);
    };
    equal.push_back(name + " = " + value());
    if (by_bytes(from, to)) equal.push_back(same_bytes(from, name, value()));
  }
  return join(equal, " AND ");
}

std::string log_columns(const Carry& c) {
  std::string sql;
  for (auto& [from, to] : c.key)
    sql += fmt::format(", {} {} NOT NULL", quote(from.name), type_sql(from));
  return sql;
}

std::string log_row(const Carry& c, const char* row) {
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", quote(c.log), key_names(c),
                     key_names(c, std::string(row) + "."));
}

// The bytes: two keys that are equal in one collation may be two in another.
std::string key_stays(const Carry& c) {
  std::vector<std::string> equal;
  for (auto& [from, to] : c.key)
    equal.push_back(same(from, "NEW." + quote(from.name), "OLD." + quote(from.name)));
  return join(equal, " AND ");
}

std::string trigger(const std::string& name, Change change, const std::string& on,
                    const std::string& body) {
  return fmt::format("CREATE TRIGGER {} AFTER {} ON {} FOR EACH ROW\nBEGIN\n{}END", quote(name),
                     name_of(change), quote(on), body);
}

std::string new_value(const Carry& c, const CarriedColumn& column) {
  return column.value.empty() ? "NEW." + quote(column.from.name)
                              : over_row(c.from, column.value, "NEW");
}

// What ends the writer's transaction or statement anyway is the writer's to see: deadlock, lock
// wait, a kill, a time limit, MariaDB's changed record. All else concerns our table alone.
constexpr const char* not_ours = "1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572";
// "A foreign key refers to it." What a key of the table to itself says so of a shadow that is not
// in step yet is our table's affair again: it names no key of another table (moved_key_name).
constexpr const char* referred_to =
    "migrate_error IN (1217, 1451) AND migrate_words NOT LIKE '%\\_\\_shadow%'";

std::string handler(const Carry& c, const std::string& note) {
  std::string words, or_referred_to;
  if (c.referenced) {
    words = "  DECLARE migrate_words TEXT;\n";
    or_referred_to = fmt::format(" OR ({})", referred_to);
  }
  return fmt::format(
      "  DECLARE migrate_error INT;\n{}  DECLARE EXIT HANDLER FOR SQLEXCEPTION\n  BEGIN\n    GET "
      "DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO{};\n    IF migrate_error IN ({}){} THEN "
      "RESIGNAL; END IF;\n{}  END;\n",
      words, c.referenced ? ", migrate_words = MESSAGE_TEXT" : "", not_ours, or_referred_to, note);
}

}  // namespace

std::string_view name_of(Change change) {
  switch (change) {
    case Change::update:
      return "UPDATE";
    case Change::remove:
      return "DELETE";
    case Change::insert:
      return "INSERT";
  }
  return "";
}

std::string create_log(const Carry& c) {
  return fmt::format(
      "CREATE TABLE {} (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY{}) "
      "ENGINE=InnoDB",
      quote(c.log), log_columns(c));
}

std::string create_work(const Carry& c) {
  return fmt::format(
      "CREATE TABLE {} (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY{}) ENGINE=InnoDB",
      quote(c.work), log_columns(c));
}

std::string log_trigger_name(const Carry& c, Change change) {
  return object_name({c.from.name, c.what, "log", lower(std::string(name_of(change)))}, name_limit);
}

std::string log_trigger(const Carry& c, Change change, const std::string& on) {
  std::string body;
  if (change != Change::insert) body += fmt::format("  {};\n", log_row(c, "OLD"));
  if (change == Change::insert) body += fmt::format("  {};\n", log_row(c, "NEW"));
  if (change == Change::update)
    body += fmt::format("  IF NOT ({}) THEN {}; END IF;\n", key_stays(c), log_row(c, "NEW"));
  return trigger(log_trigger_name(c, change), change, on, body);
}

std::string direct_trigger_name(const Carry& c, Change change) {
  return object_name({c.from.name, c.what, lower(std::string(name_of(change)))}, name_limit);
}

// INSERT IGNORE and UPDATE IGNORE turn what our own statement is refused into a warning, and cut
// values that do not fit: only a look at the row tells. It is read right after it was written.
std::string direct_trigger(const Carry& c, Change change, const std::string& on) {
  auto target = quote(c.to.name);
  auto was_here = to_key(c, "", "OLD.%name"), is_here = to_key(c, "", "NEW.%name");
  std::vector<std::string> values, assignments, equal;
  for (auto& column : c.columns) {
    auto value = new_value(c, column), name = quote(column.to.name);
    values.push_back(value);
    assignments.push_back(name + " = " + value);
    equal.push_back(same_after(c, column, value, name));
  }
  auto if_not_equal = fmt::format("  IF NOT EXISTS (SELECT 1 FROM {} WHERE {} AND {}) THEN\n",
                                  target, is_here, join(equal, " AND "));
  std::string body;
  if (change == Change::insert) {
    auto note = "    " + log_row(c, "NEW") + ";\n";
    body = handler(c, note) + fmt::format("  INSERT INTO {} ({}) VALUES ({});\n{}{}  END IF;\n",
                                          target, target_columns(c), join(values, ", "),
                                          if_not_equal, note);
  } else if (change == Change::remove) {
    auto note = "    " + log_row(c, "OLD") + ";\n";
    body = handler(c, note) +
           fmt::format(
               "  DELETE FROM {0} WHERE {1};\n  IF EXISTS (SELECT 1 FROM {0} WHERE {1}) "
               "THEN\n{2}  END IF;\n",
               target, was_here, note);
  } else {
    auto note = fmt::format("    {};\n    IF NOT ({}) THEN {}; END IF;\n", log_row(c, "OLD"),
                            key_stays(c), log_row(c, "NEW"));
    body = handler(c, note) + fmt::format("  UPDATE {} SET {} WHERE {};\n{}{}  END IF;\n", target,
                                          join(assignments, ", "), was_here, if_not_equal, note);
  }
  return trigger(direct_trigger_name(c, change), change, on, body);
}

ChangeLog change_log(const Carry& c, bool together, bool to_the_end) {
  ChangeLog log;
  log.table = c.log;
  log.to_the_end = to_the_end;
  std::vector<std::string> shown;
  for (auto& [from, to] : c.key) {
    log.key.push_back(from.name);
    auto value = key_value(from, quote(from.name));
    shown.push_back(value == quote(from.name) ? value : value + " AS " + quote(from.name));
  }
  auto own = quote(c.log);
  log.next = {fmt::format("SELECT migrate_id, {} FROM {} WHERE migrate_id > ? ORDER BY migrate_id "
                          "LIMIT ?",
                          join(shown, ", "), own),
              {{Source::from, 0}, {Source::offset, 0}}};

  auto source = quote(c.from.name), target = quote(c.to.name);
  log.hold.sql =
      fmt::format("SELECT 1 FROM {} WHERE {} LOCK IN SHARE MODE", source, one_key(c, log.hold));
  std::vector<std::string> gone;
  for (std::size_t i = 0; i < c.key.size(); ++i) {
    auto& [from, to] = c.key[i];
    auto value = [&] {
      log.remove.params.push_back({Source::from, static_cast<int>(i) + 1});
      return key_placeholder(from);
    };
    gone.push_back(quote(to.name) + " = " + as(to, from, value()));
    if (by_bytes(from, to)) gone.push_back(same_bytes(to, quote(to.name), value()));
  }
  log.remove.sql =
      unchecked(c, "DELETE", fmt::format("FROM {} WHERE {}", target, join(gone, " AND ")));
  log.write.sql = insert_from(c, source + " WHERE " + one_key(c, log.write));
  log.differs.sql =
      fmt::format("SELECT 1 FROM {}", beside(c, one_key(c, log.differs), std::string()));
  log.forget = {fmt::format("DELETE FROM {} WHERE migrate_id = ?", own), {{Source::from, 0}}};
  if (!together) return log;

  auto work = quote(c.work);
  log.together.push_back(
      {fmt::format("INSERT INTO {0} (migrate_id, {1}) SELECT migrate_id, {1} FROM {2} WHERE "
                   "migrate_id > ? AND migrate_id <= ?",
                   work, key_names(c), own),
       {{Source::from, 0}, {Source::to, 0}}});
  log.together.push_back(
      {unchecked(c, "DELETE",
                 fmt::format("migrate_now FROM {} AS migrate_work STRAIGHT_JOIN {} AS migrate_now "
                             "ON {}",
                             work, target, to_key(c, "migrate_now.", "migrate_work.%name"))),
       {}});
  std::vector<std::string> keys, equal;
  for (std::size_t i = 0; i < c.key.size(); ++i) {
    auto& [from, to] = c.key[i];
    auto name = source + "." + quote(from.name);
    auto value = fmt::format("migrate_work.migrate_key_{}", i + 1);
    keys.push_back(fmt::format("{} AS migrate_key_{}", quote(from.name), i + 1));
    equal.push_back(name + " = " + value);
    if (by_bytes(from, to)) equal.push_back(same_bytes(from, name, value));
  }
  log.together.push_back(
      {insert_from(c, fmt::format("(SELECT DISTINCT {} FROM {}) AS migrate_work STRAIGHT_JOIN {} "
                                  "ON {}",
                                  join(keys, ", "), work, source, join(equal, " AND "))),
       {}});
  log.together.push_back(
      {fmt::format("DELETE migrate_log FROM {} AS migrate_work STRAIGHT_JOIN {} AS migrate_log ON "
                   "migrate_log.migrate_id = migrate_work.migrate_id",
                   work, own),
       {}});
  log.together.push_back({"DELETE FROM " + work, {}});
  return log;
}

Batch copy_batch(const Carry& c, const Location& at) {
  auto batch = walk(c.from, at);
  auto range = in_range(c.from, batch.work.params);
  batch.once = true;
  batch.work.sql =
      insert_from(c, fmt::format("{}{} WHERE {}", quote(c.from.name), walk_hint(c.from), range));
  return batch;
}

Batch note_differing(const Carry& c, const Location& at) {
  auto batch = walk(c.from, at);
  batch.notes = true;
  auto range = in_range(c.from, batch.work.params);
  batch.work.sql = fmt::format("INSERT INTO {} ({}) SELECT {} FROM {}", quote(c.log), key_names(c),
                               was_keys(c), beside(c, range, walk_hint(c.from)));
  return batch;
}

Batch differing(const Carry& c, const Location& at) {
  auto batch = walk(c.from, at);
  auto range = in_range(c.from, batch.work.params);
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < c.key.size(); ++i)
    keys.push_back(
        fmt::format("migrate_was.migrate_key_{} AS {}", i + 1, quote(c.key[i].first.name)));
  batch.work.sql = fmt::format("SELECT {} FROM {} LIMIT 5", join(keys, ", "),
                               beside(c, range, walk_hint(c.from)));
  return batch;
}

namespace {

// Rows of `to` that `from` has not, out of a range of `to`.
std::string only_there(const Carry& c, const std::string& range, std::vector<std::string>& found) {
  std::vector<std::string> keys, equal;
  for (std::size_t i = 0; i < c.key.size(); ++i) {
    auto& [from, to] = c.key[i];
    keys.push_back(fmt::format("{} AS migrate_key_{}", quote(to.name), i + 1));
    found.push_back(fmt::format("migrate_now.migrate_key_{}", i + 1));
    auto name = "migrate_was." + quote(from.name);
    equal.push_back(name + " = " + as(from, to, found[i]));
    if (by_bytes(from, to)) equal.push_back(same_bytes(from, name, found[i]));
  }
  return fmt::format(
      "(SELECT {} FROM {}{} WHERE {}) AS migrate_now LEFT JOIN {} AS migrate_was ON {} WHERE "
      "migrate_was.{} IS NULL",
      join(keys, ", "), quote(c.to.name), walk_hint(c.to), range, quote(c.from.name),
      join(equal, " AND "), quote(c.key[0].first.name));
}

}  // namespace

Batch note_extra(const Carry& c, const Location& at) {
  auto batch = walk(c.to, at);
  batch.notes = true;
  auto range = in_range(c.to, batch.work.params);
  std::vector<std::string> found;
  auto rows = only_there(c, range, found);
  batch.work.sql = fmt::format("INSERT INTO {} ({}) SELECT {} FROM {}", quote(c.log), key_names(c),
                               join(found, ", "), rows);
  return batch;
}

Batch extra(const Carry& c, const Location& at) {
  auto batch = walk(c.to, at);
  auto range = in_range(c.to, batch.work.params);
  std::vector<std::string> found, shown;
  auto rows = only_there(c, range, found);
  for (std::size_t i = 0; i < c.key.size(); ++i)
    shown.push_back(found[i] + " AS " + quote(c.key[i].first.name));
  batch.work.sql = fmt::format("SELECT {} FROM {} LIMIT 5", join(shown, ", "), rows);
  return batch;
}

}  // namespace migrate::mysql
