#include "dialects/postgres/errors.hpp"

#include <array>
#include <utility>
#include <vector>

#include "dialects/own_code.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

using db::Failure;

db::Failure classify(std::string_view sqlstate) {
  // https://www.postgresql.org/docs/current/errcodes-appendix.html
  static constexpr std::array<std::pair<std::string_view, Failure>, 36> exact = {{
      {own_code::waits, Failure::lock_timeout},
      {"55P03", Failure::lock_timeout},
      {"40P01", Failure::deadlock},
      {"40001", Failure::deadlock},
      {"57P01", Failure::connection_lost},
      {"57P02", Failure::connection_lost},
      {"57P03", Failure::connection_lost},
      {"57P05", Failure::connection_lost},
      {"25P03", Failure::connection_lost},
      {"42501", Failure::permission},
      {"3D000", Failure::unknown_database},
      {"57P04", Failure::unknown_database},
      {"42P04", Failure::already_exists},
      {"42P06", Failure::already_exists},
      {"42P07", Failure::already_exists},
      {"42701", Failure::already_exists},
      {"42710", Failure::already_exists},
      {"42723", Failure::already_exists},
      {"3F000", Failure::missing},
      {"42P01", Failure::missing},
      {"42703", Failure::missing},
      {"42704", Failure::missing},
      {"42883", Failure::missing},
      {"23505", Failure::unique_violation},
      {"42601", Failure::syntax},
      {"42602", Failure::syntax},
      {"42622", Failure::syntax},
      {"42939", Failure::syntax},
      {"0A000", Failure::not_supported},
      {"53100", Failure::disk_full},
      {"53300", Failure::refused_connection},
      {"25006", Failure::read_only},
      {"57014", Failure::cancelled},
      {"54000", Failure::data},  // a value too long for the index it goes into
      {"54001", Failure::other},
      {"25P02", Failure::other},
  }};
  for (auto& [code, failure] : exact)
    if (code == sqlstate) return failure;
  auto sqlclass = sqlstate.substr(0, 2);
  if (sqlclass == "08") return Failure::connection_lost;
  if (sqlclass == "28") return Failure::authentication;
  if (sqlclass == "23" || sqlclass == "44") return Failure::constraint_violation;
  // Data exceptions; more than one row where one was asked for; RAISE in a function or trigger.
  if (sqlclass == "22" || sqlclass == "21" || sqlclass == "P0") return Failure::data;
  return Failure::other;
}

db::Failure classify_connect(std::string_view message) {
  auto has = [&](std::string_view part) { return message.find(part) != std::string_view::npos; };
  if (has("authentication failed") || has("no password supplied") || has("no pg_hba.conf entry") ||
      has("pg_hba.conf rejects") || has("is not permitted to log in") ||
      (has("role \"") && has("does not exist")) || has("certificate"))
    return Failure::authentication;
  // The last one: no CONNECT on it.
  if (has("database \"") && (has("does not exist") || has("not currently accepting connections") ||
                             has("permission denied for database \"")))
    return Failure::unknown_database;
  return Failure::refused_connection;
}

bool refuses_parameter(std::string_view message) {
  // fe-connect.c of libpq 15; that of an integer comes behind the server's name.
  if (message.starts_with("invalid connection option \"") ||
      message.find("\" for connection option \"") != message.npos)
    return true;
  constexpr std::string_view invalid = "invalid ";
  const auto value = message.find(" value: \"");
  return message.starts_with(invalid) && value != message.npos && value > invalid.size() &&
         message.substr(invalid.size(), value - invalid.size()).find(' ') == message.npos;
}

namespace {

// An expression can raise a sentence only as a value that a cast does not take (cast_back).
std::string_view sentence_of_misfit(std::string_view message) {
  constexpr std::string_view refused = "invalid input syntax for type integer: \"";
  const auto at = message.find(refused), fits = message.rfind(" does not fit ");
  if (at == message.npos || fits == message.npos || fits < at) return message;
  const auto end = message.find('"', fits);
  if (end == message.npos) return message;
  return message.substr(at + refused.size(), end - at - refused.size());
}

}  // namespace

std::string tidy_message(std::string_view message) {
  message = sentence_of_misfit(message);
  std::string out;
  bool after_quoted_line = false;
  for (auto& raw : split(message, '\n')) {
    auto line = trim(raw);
    if (line.empty()) continue;
    if (line.starts_with("LINE ")) {
      after_quoted_line = true;
      continue;
    }
    if (std::exchange(after_quoted_line, false) && line == "^") continue;
    for (std::string_view level : {"ERROR:", "FATAL:", "PANIC:"})
      if (line.starts_with(level)) line = trim(line.substr(level.size()));
    if (!out.empty()) out += "; ";
    out += line;
  }
  return out;
}

}  // namespace migrate::postgres
