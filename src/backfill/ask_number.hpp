// Asks for one number: by SQL, HTTP, or of a Prometheus server.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "config/throttle.hpp"
#include "config/url.hpp"

namespace migrate {

// What came back. HTTP may say go on or pause by its status alone, without a number.
struct NumberAnswer {
  std::optional<double> number;
  std::string words;  // "HTTP 503"; empty: the number is all
  bool told_to_pause = false;
};

// One question on each call, on a connection that is kept between them. Throws std::exception with
// the reason when there is no answer. `database` is asked where a query names no other.
std::function<NumberAnswer()> asker(const NumberAsk& ask, const Url& database);

// Each in a file of its own.
std::function<NumberAnswer()> query_asker(const NumberAsk& ask, const Url& database);
std::function<NumberAnswer()> http_asker(const NumberAsk& ask);
std::function<NumberAnswer()> prometheus_asker(const NumberAsk& ask);
// Within the patience of whoever waits for the answer.
inline constexpr Millis ask_timeout{2500};

// What a person reads: its name, or "query", "http://host/path", "prometheus".
std::string shown(const NumberAsk& ask);

// "12", " 3.5\n"; nullopt: not one finite number.
std::optional<double> parse_number(std::string_view text);

}  // namespace migrate
