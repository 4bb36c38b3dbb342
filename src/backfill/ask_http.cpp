#include <stdexcept>

#include "backfill/ask_number.hpp"
#include "util/http.hpp"

namespace migrate {

std::function<NumberAnswer()> http_asker(const NumberAsk& ask) {
  return [url = ask.url]() -> NumberAnswer {
    const auto answer = http::send({url, "GET", {}, {}, {}, ask_timeout});
    if (answer.status == 429 || answer.status == 503) return {std::nullopt, answer.trouble(), true};
    if (!answer.ok()) throw std::runtime_error(answer.trouble());
    return {parse_number(answer.body), answer.trouble(), false};
  };
}

}  // namespace migrate
