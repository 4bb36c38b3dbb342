#include "util/prometheus.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "util/http.hpp"
#include "util/text.hpp"

namespace migrate::prometheus {

namespace {

// [<seconds>, "<value>"]
Sample value_of(const nlohmann::json& pair) {
  const double value = std::stod(pair.at(1).get<std::string>());
  if (std::isnan(value)) return {std::nullopt, "the query's value is not a number"};
  // The logarithm of nothing would be below every limit. +Inf is above every one, as is meant by a
  // quantile that is in a histogram's last bucket.
  if (std::isinf(value) && value < 0) return {std::nullopt, "the query's value is -Inf"};
  return {value, ""};
}

}  // namespace

Sample query(const std::string& url, const std::string& expression, Millis timeout) {
  auto base = url;
  while (!base.empty() && base.back() == '/') base.pop_back();
  const auto answer = http::send(
      {base + "/api/v1/query?query=" + http::encode(expression), "GET", {}, {}, {}, timeout});
  if (answer.status == 0) return {std::nullopt, answer.error};
  try {
    const auto json = nlohmann::json::parse(answer.body);
    if (json.at("status") != "success")
      return {std::nullopt, printable(shorten(json.value("error", answer.trouble()), 200))};
    const auto& data = json.at("data");
    const auto& result = data.at("result");
    if (data.at("resultType") == "scalar") return value_of(result);
    if (data.at("resultType") != "vector")
      return {std::nullopt, "the query does not give one number now, but a series"};
    if (result.empty()) return {std::nullopt, "the query matches no series"};
    if (result.size() > 1)
      return {std::nullopt, fmt::format("the query matches {} series, not one", result.size())};
    return value_of(result[0].at("value"));
  } catch (const std::exception&) {
    return {std::nullopt, answer.ok() ? "the answer is not Prometheus's" : answer.trouble()};
  }
}

}  // namespace migrate::prometheus
