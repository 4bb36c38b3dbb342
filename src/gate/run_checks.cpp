#include <fmt/format.h>

#include "gate/check.hpp"
#include "gate/gather.hpp"
#include "util/expectation.hpp"
#include "util/http.hpp"
#include "util/log.hpp"
#include "util/stop.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

constexpr std::size_t most_shown = 100;

// Its first word: arguments may hold a token, assignments in front of it as well.
std::string program_of(const std::string& command) {
  for (auto& word : split(command, ' '))
    if (!word.empty() && word.find('=') == std::string::npos) return word;
  return "…";
}

CheckOutcome run(const GateCheck& check, const std::string& migration, db::Connection& connection,
                 EngineKind engine) {
  switch (check.kind) {
    case GateCheck::Kind::command:
      return check_command(check, migration);
    case GateCheck::Kind::http:
      return check_http(check);
    case GateCheck::Kind::sql:
      return check_sql(check, connection, engine);
    case GateCheck::Kind::prometheus:
      break;
  }
  return check_prometheus(check);
}

}  // namespace

CheckOutcome failed(const std::string& why) {
  return {false, why, "no answer", "", false};
}

CheckOutcome compared(const GateCheck& check, const std::string& value) {
  auto text = shorten(printable(std::string(trim(value))), most_shown);
  bool holds = parse_expectation(*check.expect)->holds(value);
  return {holds, fmt::format("{}, expected {}", text, printable(*check.expect)), text,
          printable(*check.expect), false};
}

std::string shown(const GateCheck& check, EngineKind engine) {
  if (!check.name.empty()) return printable(check.name);
  auto short_text = [](std::string_view text) {
    return shorten(printable(std::string(trim(text))), most_shown);
  };
  switch (check.kind) {
    case GateCheck::Kind::command:
      return "command " + short_text(program_of(check.target));
    case GateCheck::Kind::http:
      return "http " + short_text(http::shown(check.target));
    case GateCheck::Kind::sql: {
      auto* sql = check.sql.for_engine(engine);
      return "sql " + short_text(sql ? sql->value : "");
    }
    case GateCheck::Kind::prometheus:
      break;
  }
  return "prometheus " + short_text(check.query);
}

std::vector<CheckOutcome> run_checks(const std::vector<GateCheck>& checks,
                                     const std::string& migration, db::Connection& connection,
                                     EngineKind engine) {
  std::vector<CheckOutcome> outcomes;
  for (auto& check : checks) {
    auto outcome = stop_requested() ? failed("not asked: this command was stopped")
                                    : run(check, migration, connection, engine);
    outcome.detail = shown(check, engine) + ": " + log::redact_foreign(outcome.detail);
    outcome.value = log::redact_foreign(outcome.value);
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace migrate
