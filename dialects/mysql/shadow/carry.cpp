#include "dialects/mysql/shadow/carry.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/carry_sql.hpp"
#include "dialects/mysql/sync.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

using Source = BatchParam::Source;

// The row of `from`, or of `to`, that an entry names by the values of its key. An ENUM or a SET
// goes as its number, which is the same in both and knows no collation: turned into a text it would
// be the digits of that number.
std::string of_entry(const Carry& c, BatchQuery& query, bool there) {
  std::vector<std::string> equal;
  for (std::size_t i = 0; i < c.key.size(); ++i) {
    auto& [from, to] = c.key[i];
    auto& column = there ? to : from;
    auto name = (there ? "" : quote(c.from.name) + ".") + quote(column.name);
    auto value = [&, &from = from] {
      query.params.push_back({Source::from, static_cast<int>(i) + 1});
      return key_placeholder(from);
    };
    bool by_number = is_enumerated(from);
    auto given = value();
    equal.push_back(name + " = " + (there && !by_number ? as(to, from, given) : given));
    if (!by_number && by_bytes(from, to)) equal.push_back(same_bytes(column, name, value()));
  }
  return join(equal, " AND ");
}

// What is left of an entry that is applied. Where a value of the key may come back from here as
// another one, all of the above would find no row and seem to have nothing to do: there the entry
// itself says which rows are meant, on both sides.
BatchQuery left_of_entry(const Carry& c) {
  BatchQuery query;
  if (std::all_of(c.key.begin(), c.key.end(), [](auto& both) {
        return is_passed_as_it_is(both.first) && both.first.collation == both.second.collation;
      })) {
    query.sql = "SELECT 1 FROM " + beside(c, of_entry(c, query, false), "");
    return query;
  }
  auto log = quote(c.log), source = quote(c.from.name);
  auto here = from_key(c, source + ".", [&](auto& from, auto) {
    query.params.push_back({Source::from, 0});
    return fmt::format("(SELECT migrate_log.{} FROM {} AS migrate_log WHERE migrate_id = ?)",
                       quote(from.name), log);
  });
  auto there = to_key(c, "migrate_now.", "migrate_log.%name");
  auto was = from_key(c, "migrate_was.",
                      [](auto& from, auto) { return "migrate_log." + quote(from.name); });
  query.params.push_back({Source::from, 0});
  query.sql = fmt::format(
      "SELECT 1 FROM {} UNION ALL SELECT 1 FROM {} AS migrate_log STRAIGHT_JOIN {} AS migrate_now "
      "ON {} LEFT JOIN {} AS migrate_was ON {} WHERE migrate_log.migrate_id = ? AND {}",
      beside(c, here, ""), log, quote(c.to.name), there, source, was,
      is_missing(c.key[0].first, "migrate_was."));
  return query;
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
                              : over_row(c.flavour, c.from, column.value, "NEW");
}

// All other errors than those concern our table alone.
std::string handler(const Carry& c, const std::string& note) {
  std::string words, or_referred_to;
  if (c.referenced) {
    words = "  DECLARE migrate_words TEXT;\n";
    // "A foreign key refers to it", said for another table. The message begins with the table that
    // has the key; where that is our own, a key of it to itself is not in step yet, as the rest.
    or_referred_to = " OR (migrate_error IN (1217, 1451)";
    auto own = c.kin;
    own.insert(own.begin(), c.to.name);
    for (auto& table : own)
      or_referred_to +=
          fmt::format(" AND LOCATE({}, SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0",
                      quote_text(table));
    or_referred_to += ")";
  }
  return fmt::format(
      "  DECLARE migrate_error INT;\n{}  DECLARE EXIT HANDLER FOR SQLEXCEPTION\n  BEGIN\n    GET "
      "DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO{};\n    IF migrate_error IN ({}){} THEN "
      "RESIGNAL; END IF;\n{}  END;\n",
      words, c.referenced ? ", migrate_words = MESSAGE_TEXT" : "", ends_the_statement,
      or_referred_to, note);
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
      "ENGINE=InnoDB{}{}",
      quote(c.log), log_columns(c), c.flavour.reserve, encryption_sql(c.from));
}

std::string create_work(const Carry& c) {
  return fmt::format(
      "CREATE TABLE {} (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY{}) ENGINE=InnoDB{}",
      quote(c.work), log_columns(c), encryption_sql(c.from));
}

std::string trigger_name(const Carry& c, Follows how, Change change) {
  auto word = lower(std::string(name_of(change)));
  return how == Follows::by_log ? object_name({c.from.name, c.what, "log", word}, name_limit)
                                : object_name({c.from.name, c.what, word}, name_limit);
}

namespace {

std::string log_trigger(const Carry& c, Change change, const std::string& on) {
  std::string body;
  if (c.compared_later && c.flavour.handles_full_disk)
    body += "  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;\n";
  if (change != Change::insert) body += fmt::format("  {};\n", log_row(c, "OLD"));
  if (change == Change::insert) body += fmt::format("  {};\n", log_row(c, "NEW"));
  if (change == Change::update)
    body += fmt::format("  IF NOT ({}) THEN {}; END IF;\n", key_stays(c), log_row(c, "NEW"));
  return trigger(trigger_name(c, Follows::by_log, change), change, on, body);
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
    equal.push_back(same_after(c.flavour, column, value, name));
  }
  std::string write, differs, note, known = "OLD";
  if (change == Change::insert) {
    write = fmt::format("INSERT INTO {} ({}) VALUES ({})", target, target_columns(c),
                        join(values, ", "));
    note = "    " + log_row(c, "NEW") + ";\n";
    known = "NEW";
  } else if (change == Change::remove) {
    write = fmt::format("DELETE FROM {} WHERE {}", target, was_here);
    differs = fmt::format("EXISTS (SELECT 1 FROM {} WHERE {})", target, was_here);
    note = "    " + log_row(c, "OLD") + ";\n";
  } else {
    write = fmt::format("UPDATE {} SET {} WHERE {}", target, join(assignments, ", "), was_here);
    note = fmt::format("    {};\n    IF NOT ({}) THEN {}; END IF;\n", log_row(c, "OLD"),
                       key_stays(c), log_row(c, "NEW"));
  }
  if (differs.empty())
    differs = fmt::format("NOT EXISTS (SELECT 1 FROM {} WHERE {} AND {})", target, is_here,
                          join(equal, " AND "));
  // While both stand, the triggers that are not strict have put it there already.
  if (c.strict && change == Change::insert)
    write = fmt::format("IF {} THEN {}; END IF", differs, write);
  std::string body = c.strict ? "" : handler(c, note);
  body += fmt::format("  {};\n  IF {} THEN\n", write, differs);
  if (c.strict) {
    // A row that still waits in the log is not there yet, whatever is written to it.
    std::vector<std::string> waits;
    for (auto& [from, to] : c.key)
      waits.push_back(quote(c.log) + "." + quote(from.name) + " = " + known + "." +
                      quote(from.name));
    body += fmt::format(
        "    IF NOT EXISTS (SELECT 1 FROM {} WHERE {}) THEN SIGNAL SQLSTATE '45000' SET "
        "MESSAGE_TEXT "
        "= {}; END IF;\n",
        quote(c.log), join(waits, " AND "),
        quote_text(fmt::format("the new shape of {} refuses this row", c.from.name)));
  }
  body += note + "  END IF;\n";
  if (!c.named.empty())
    body += fmt::format("  IF FALSE THEN DELETE FROM {}; END IF;\n", quote(c.named));
  return trigger(trigger_name(c, Follows::directly, change), change, on, body);
}

}  // namespace

std::string create_trigger(const Carry& c, Follows how, Change change, const std::string& on) {
  return how == Follows::by_log ? log_trigger(c, change, on) : direct_trigger(c, change, on);
}

bool copies_moments(const Carry& c, Follows how) {
  auto is_moment = [](const Column& column) { return data_type(column) == "timestamp"; };
  for (auto& [from, to] : c.key)
    if (is_moment(from)) return true;
  return how == Follows::directly &&
         std::any_of(c.columns.begin(), c.columns.end(),
                     [&](auto& column) { return column.value.empty() && is_moment(column.from); });
}

ChangeLog change_log(const Carry& c, Portion portion, bool to_the_end) {
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
  log.hold.sql = fmt::format("SELECT 1 FROM {} WHERE {} LOCK IN SHARE MODE", source,
                             of_entry(c, log.hold, false));
  log.remove.sql = unchecked(
      c, "DELETE", fmt::format("FROM {} WHERE {}", target, of_entry(c, log.remove, true)));
  log.write.sql = insert_from(c, source + " WHERE " + of_entry(c, log.write, false));
  log.differs = left_of_entry(c);
  log.forget = {fmt::format("DELETE FROM {} WHERE migrate_id = ?", own), {{Source::from, 0}}};
  if (portion == Portion::one_by_one) return log;

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
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < c.key.size(); ++i)
    keys.push_back(fmt::format("{} AS migrate_key_{}", quote(c.key[i].first.name), i + 1));
  log.together.push_back(
      {insert_from(c, fmt::format("(SELECT DISTINCT {} FROM {}) AS migrate_work STRAIGHT_JOIN {} "
                                  "ON {}",
                                  join(keys, ", "), work, source,
                                  from_key(c, source + ".",
                                           [](auto&, auto i) {
                                             return fmt::format("migrate_work.migrate_key_{}",
                                                                i + 1);
                                           }))),
       {}});
  log.together.push_back(
      {fmt::format("DELETE migrate_log FROM {} AS migrate_work STRAIGHT_JOIN {} AS migrate_log ON "
                   "migrate_log.migrate_id = migrate_work.migrate_id",
                   work, own),
       {}});
  log.together.push_back({"DELETE FROM " + work, {}});
  return log;
}

}  // namespace migrate::mysql
