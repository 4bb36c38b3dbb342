#include "dialects/connection.hpp"

#include <charconv>

namespace migrate::db {

std::int64_t Value::as_int() const {
  if (is_null()) return 0;
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  auto [stopped, problem] = std::from_chars(text.data(), end, number);
  if (problem != std::errc{} || stopped != end)
    throw std::invalid_argument("not an integer: " + text);
  return number;
}

Result Connection::begin_with(const std::vector<std::string>& settings, std::string_view sql,
                              const std::vector<Value>& params) {
  begin();
  for (auto& setting : settings) query(setting);
  return query(sql, params);
}

void Connection::set_up(const std::vector<std::string>& settings) {
  for (auto& setting : settings) {
    query(setting);
    settings_.push_back(setting);
  }
}

void Connection::restore_settings() {
  for (auto& setting : settings_) query(setting);
}

std::string_view name_of(Failure failure) {
  switch (failure) {
    case Failure::lock_timeout:
      return "lock timeout";
    case Failure::deadlock:
      return "deadlock";
    case Failure::connection_lost:
      return "connection lost";
    case Failure::database_moved:
      return "database moved";
    case Failure::refused_connection:
      return "connection refused";
    case Failure::authentication:
      return "authentication";
    case Failure::permission:
      return "permission";
    case Failure::unknown_database:
      return "unknown database";
    case Failure::already_exists:
      return "already exists";
    case Failure::missing:
      return "missing";
    case Failure::unique_violation:
      return "unique violation";
    case Failure::constraint_violation:
      return "constraint violation";
    case Failure::data:
      return "data";
    case Failure::syntax:
      return "syntax";
    case Failure::not_supported:
      return "not supported";
    case Failure::disk_full:
      return "disk full";
    case Failure::read_only:
      return "read only";
    case Failure::cancelled:
      return "cancelled";
    case Failure::other:
      return "other";
  }
  return "";
}

bool is_about_a_row(Failure failure) {
  return failure == Failure::unique_violation || failure == Failure::constraint_violation ||
         failure == Failure::data;
}

}  // namespace migrate::db
