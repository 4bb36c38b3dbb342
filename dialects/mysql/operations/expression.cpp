// What `up` and `down` may read: triggers evaluate them in the application's sessions, the fill in
// ours, and both must come to one value.
#include <fmt/format.h>

#include <map>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

std::string upper(std::string text) {
  for (auto& c : text)
    if (c >= 'a' && c <= 'z') c -= 'a' - 'A';
  return text;
}

bool looks_like_a_time(const std::string& text) {
  return text.size() >= 8 && text.find_first_not_of("0123456789-/.: T") == std::string::npos &&
         text.find_first_of("-/.", 2) != std::string::npos;
}

class Reading {
 public:
  Reading(const Table& table, const std::string& expression)
      : tokens_(tokens(expression)), table_(lower(table.name)) {
    for (auto& column : table.columns) columns_[lower(column.name)] = &column;
  }

  bool reads(const std::string& name) const {
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (auto* read = column(i); read && read->name == name) return true;
    return false;
  }

  bool says_the_zone() const {
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      if (!is(i, "time_zone")) continue;
      if (is(i - 1, "@")) return true;
      if (i >= 3 && is(i - 1, ".") && is(i - 3, "@") &&
          (is(i - 2, "session") || is(i - 2, "local")))
        return true;
    }
    return false;
  }

  // What the zone decides: a TIMESTAMP is a moment, and becomes a time of the session's zone where
  // it is read, but for UNIX_TIMESTAMP of one and for whether there is one. Empty: nothing.
  std::string read_by_zone() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (calls(i, "from_unixtime")) return "FROM_UNIXTIME";
      if (calls(i, "unix_timestamp") && !is(i + 2, ")") && !of_one_moment(i))
        return "UNIX_TIMESTAMP of what is no TIMESTAMP";
      if (!is_moment(i)) continue;
      if (is(i + 1, "is") && (is(i + 2, "null") || (is(i + 2, "not") && is(i + 3, "null"))))
        continue;
      auto first = i >= 2 && is(i - 1, ".") ? i - 2 : i;
      if (first >= 2 && is(first - 1, "(") && is(i + 1, ")") &&
          (is(first - 2, "unix_timestamp") || is(first - 2, "isnull")))
        continue;
      return "TIMESTAMP column " + column(i)->name;
    }
    return {};
  }

  // Stored in a TIMESTAMP, a time of the session's zone becomes a moment: only what was one comes
  // out as that.
  std::string stored_by_zone() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (looks_like_a_time(tokens_[i].text)) return "'" + tokens_[i].text + "'";
      for (auto* name : {"date", "date_format", "last_day", "str_to_date", "timestamp", "makedate",
                         "cast", "convert"})
        if (calls(i, name)) return upper(name);
      auto* read = column(i);
      if (!read) continue;
      auto type = data_type(*read);
      if (type == "date" || type == "datetime" ||
          (is_text(*read) && type != "enum" && type != "set" && !is_compared(i)))
        return fmt::format("{} column {}", upper(type), read->name);
    }
    return {};
  }

 private:
  bool is(std::size_t i, std::string_view text) const {
    return i < tokens_.size() && tokens_[i].kind != Token::Kind::literal && tokens_[i].text == text;
  }
  bool calls(std::size_t i, std::string_view function) const {
    return is(i, function) && is(i + 1, "(");
  }
  const Column* column(std::size_t i) const {
    if (i >= tokens_.size() || tokens_[i].kind != Token::Kind::name) return nullptr;
    // Of another table, whatever it is called.
    if (i >= 2 && is(i - 1, ".") && !is(i - 2, table_)) return nullptr;
    auto at = columns_.find(tokens_[i].text);
    return at == columns_.end() || is(i + 1, "(") ? nullptr : at->second;
  }
  bool is_moment(std::size_t i) const {
    auto* found = column(i);
    return found && data_type(*found) == "timestamp";
  }
  bool of_one_moment(std::size_t function) const {
    auto argument = is(function + 3, ".") ? function + 4 : function + 2;
    return is_moment(argument) && is(argument + 1, ")");
  }
  bool is_compared(std::size_t i) const {
    for (auto* next : {"=", "<", ">", "!", "in", "like", "is", "not", "between", "regexp", "rlike"})
      if (is(i + 1, next)) return true;
    if (i == 0) return false;
    for (auto* before : {"=", "<", ">", "case"})
      if (is(i - 1, before)) return true;
    return false;
  }

  const std::vector<Token> tokens_;
  const std::string table_;
  std::map<std::string, const Column*> columns_;
};

}  // namespace

void require_known(const Planning& p, const Table& table, const std::string& expression) {
  Reading reading(table, expression);
  for (auto& column : table.columns)
    if (column.identity && reading.reads(column.name))
      unsupported(p.at(),
                  fmt::format("\"{}\" is AUTO_INCREMENT: a trigger sees it before the server has "
                              "given it a number, so that {} cannot be computed from it",
                              column.name, expression),
                  "let the application write the value, and fill the rows that are there by a "
                  "backfill of your own");
}

void require_any_zone(const Planning& p, const Table& table, const std::string& what,
                      const std::string& expression, const Column& to) {
  Reading reading(table, expression);
  bool moment = data_type(to) == "timestamp";
  auto found = moment ? reading.stored_by_zone() : reading.read_by_zone();
  if (found.empty() || reading.says_the_zone()) return;
  unsupported(
      p.at(),
      fmt::format("{}: {} depends on the time zone by {}: the fill would evaluate it in UTC, the "
                  "triggers in the zone of whichever session writes the row",
                  what, expression, found),
      moment ? "say the zone: CONVERT_TZ(…, '+00:00', @@session.time_zone)"
             : "say the zone: CONVERT_TZ(…, @@session.time_zone, '+00:00'), or UNIX_TIMESTAMP(…) "
               "for a moment of any zone");
}

void note_cascades(Planning& p, const Table& table, const std::string& what,
                   const std::string& expression) {
  for (auto& key : table.foreign_keys)
    for (auto& column : key.columns) {
      std::vector<std::string> acts;
      if (key.on_delete == "SET NULL") acts.push_back("ON DELETE SET NULL");
      if (key.on_update == "SET NULL" || key.on_update == "CASCADE")
        acts.push_back("ON UPDATE " + key.on_update);
      if (acts.empty() || !mentions(expression, column)) continue;
      p.note(
          fmt::format("{} is computed from {}, which foreign key {} changes ({}): the server fires "
                      "no trigger for that, so that such a row keeps the value that it had, and "
                      "nothing finds it; until contract let the application write {} itself before "
                      "it changes what the key refers to",
                      what, column, key.name, join(acts, ", "), column));
      return;
    }
}

}  // namespace migrate::mysql
