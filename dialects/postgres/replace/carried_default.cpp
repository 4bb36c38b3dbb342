#include "dialects/postgres/replace/carried_default.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/replace/with_column.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using db::DbError;
using db::Failure;

struct Answer {
  std::optional<std::string> value;  // none: NULL
  std::string code, error;           // why there is none
};

// What an expression of constants gives. It is the user's own: it may write nothing.
Answer answer(db::Connection& live, const std::string& select) {
  db::Transaction transaction(live);
  live.query("SET TRANSACTION READ ONLY");
  try {
    auto value = live.query(select).rows.at(0).at(0);
    return {value.is_null() ? std::nullopt : std::optional(value.text), {}, {}};
  } catch (const DbError& e) {
    if (e.failure() == Failure::connection_lost) throw;
    return {std::nullopt, e.native_code(), e.what()};
  }
}

// By what it was given, not by what is or is not in the database yet.
bool is_refused(const Answer& given) {
  static constexpr auto raised = "P0001";
  return given.code.starts_with("22") || given.code.starts_with("23") || given.code == raised;
}

bool is_number(const std::string& type, const std::string& text) {
  auto base = base_type(type);
  return (is_integer_type(type) || base == "numeric" || base == "real" ||
          base == "double precision") &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isdigit(c) || c == '-' || c == '.'; });
}

// Whether no setting of the session's decides what an expression gives. Its moment may: minutes are
// others in Kolkata, days in the two zones that are 26 hours apart.
bool is_settled(db::Connection& live, const std::string& sql, const std::string& type) {
  db::Transaction transaction(live);
  live.query("SET TRANSACTION READ ONLY");
  std::optional<std::string> first;
  try {
    for (auto* zone : {"UTC", "Etc/GMT-14", "Etc/GMT+12", "Asia/Kolkata"}) {
      live.query(fmt::format("SET LOCAL TimeZone = '{}'", zone));
      if (first) live.query("SET LOCAL DateStyle = 'SQL, DMY'");
      if (first && base_type(type) != "interval")
        live.query("SET LOCAL IntervalStyle = 'sql_standard'");
      // As JSON a date is written in one way, whatever the style.
      auto value =
          live.query(fmt::format("SELECT CAST(to_json({}) AS text)", sql)).rows.at(0).at(0);
      if (value.is_null() || (first && *first != value.text)) return false;
      first = value.text;
    }
  } catch (const DbError& e) {
    if (e.failure() == Failure::connection_lost) throw;
    return false;
  }
  return true;
}

// `up` with what the column has by default in the column's place, where no setting of the session's
// decides what `up` gives: a trigger computes it in UTC, the default in whatever session inserts.
std::optional<std::string> mapped(db::Connection& live, const std::string& up, const Column& column,
                                  const std::string& type) {
  static constexpr auto place = "migrate_given_default";
  auto sql = with_column(up, column.name, place);
  // A default takes no subquery.
  if (sql.find(place) == sql.npos || lower(sql).find("select") != sql.npos) return std::nullopt;
  auto over = [&](const std::string& given) {
    auto value = parenthesised(fmt::format("CAST({} AS {})", parenthesised(given), column.type));
    return fmt::format(
        "CAST({} AS {})",
        parenthesised(replace_all(replace_all(sql, quote_name(place), place), place, value)), type);
  };
  const auto base = base_type(column.type);
  if (base.starts_with("date") || base.starts_with("time"))
    // Turns of a year, of a month and of an hour, where today is none.
    for (auto* moment : {"'2000-01-01 00:00:00+00'", "'2000-06-30 23:40:00+00'"})
      if (!is_settled(live, over(moment), type)) return std::nullopt;
  auto made = over(*column.default_sql);
  if (!is_settled(live, made, type)) return std::nullopt;
  return made;
}

}  // namespace

std::string carried_default(Planning& p, const Table& table, const Column& column,
                            const std::string& type, const std::string& up) {
  const auto& given = *column.default_sql;
  auto cast =
      type == column.type ? given : fmt::format("CAST({} AS {})", parenthesised(given), type);
  if (is_null_default(given) || (up.empty() && cast == given)) return cast;
  auto full = table.name + "." + column.name;
  auto refuse_it = [&](const std::string& why) {
    refuse("MIG-PLAN-NEEDS-DEFAULT", fmt::format("the default of {}, {}: {}", full, given, why),
           "say by `default` what rows have that leave the column out; `default: null` for nothing",
           p.at().text());
  };
  if (!is_literal_default(given)) {
    // The moment of an INSERT is the same moment of whatever `up` makes of clocks.
    bool moment = base_type(type) == "timestamp with time zone" && is_same_everywhere(given, type);
    if (up.empty() || moment) return cast;
    auto made =
        p.live && !p.live->in_transaction() ? mapped(*p.live, up, column, type) : std::nullopt;
    if (!made) refuse_it("it is no constant: what `up` makes of it cannot be told ahead");
    p.note(fmt::format("the default of {} becomes what `up` makes of {}", full, given));
    return *made;
  }
  if (!p.live || p.live->in_transaction()) return cast;
  auto value = fmt::format("CAST({} AS {})", parenthesised(given), column.type);
  auto by_cast = answer(*p.live, fmt::format("SELECT CAST(CAST({} AS {}) AS text)", value, type));
  if (up.empty()) {
    if (is_refused(by_cast)) refuse_it(by_cast.error);
    return cast;
  }
  auto by_up = answer(
      *p.live,
      fmt::format("SELECT CAST(CAST({} AS {}) AS text) FROM (SELECT {} AS {}) AS {}",
                  parenthesised(up), type, value, quote_name(column.name), quote_name(table.name)));
  static constexpr auto no_such_column = "42703";
  if (by_up.code == no_such_column) refuse_it("`up` reads more of the row than this column");
  if (is_refused(by_up)) refuse_it("`up` cannot map it: " + by_up.error);
  if (!by_up.error.empty()) {
    // A function or a type that an operation before makes.
    p.note(
        fmt::format("the default of {} is cast to {}: what `up` makes of it cannot be told before "
                    "it runs ({}); say a `default` where that is another value",
                    full, type, by_up.error));
    return cast;
  }
  if (!by_up.value) refuse_it("`up` makes NULL of it");
  if (by_up.value == by_cast.value) return cast;
  p.note(fmt::format("the default of {} becomes {}, which `up` makes of {}", full, *by_up.value,
                     given));
  return is_number(type, *by_up.value) ? *by_up.value
                                       : fmt::format("{}::{}", quote_literal(*by_up.value), type);
}

}  // namespace migrate::postgres
