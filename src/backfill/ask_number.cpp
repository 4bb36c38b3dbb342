#include "backfill/ask_number.hpp"

#include <charconv>
#include <cmath>

#include "util/http.hpp"
#include "util/text.hpp"

namespace migrate {

std::optional<double> parse_number(std::string_view text) {
  text = trim(text);
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

std::function<NumberAnswer()> asker(const NumberAsk& ask, const Url& database) {
  // Told before whatever needs the answer begins; here it only must not be taken for a URL.
  if (ask.unset)
    return [unset = ask.unset]() -> NumberAnswer { throw Error(ExitCode::usage, *unset); };
  switch (ask.kind) {
    case NumberAsk::Kind::http:
      return http_asker(ask);
    case NumberAsk::Kind::prometheus:
      return prometheus_asker(ask);
    case NumberAsk::Kind::query:
      break;
  }
  return query_asker(ask, database);
}

std::string shown(const NumberAsk& ask) {
  if (!ask.name.empty()) return printable(ask.name);
  switch (ask.kind) {
    case NumberAsk::Kind::http:
      return http::shown(ask.url);
    case NumberAsk::Kind::prometheus:
      return "Prometheus query";
    case NumberAsk::Kind::query:
      break;
  }
  return "query";
}

}  // namespace migrate
