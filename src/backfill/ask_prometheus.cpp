#include <stdexcept>

#include "backfill/ask_number.hpp"
#include "util/prometheus.hpp"

namespace migrate {

std::function<NumberAnswer()> prometheus_asker(const NumberAsk& ask) {
  return [url = ask.url, expression = ask.expression]() -> NumberAnswer {
    const auto sample = prometheus::query(url, expression, ask_timeout);
    if (!sample.value) throw std::runtime_error(sample.error);
    return {sample.value, "", false};
  };
}

}  // namespace migrate
