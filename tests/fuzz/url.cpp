// URLs: refused or read; what is shown reads back as the same place, without the password. A byte 1
// stands for a text that occurs nowhere else.
#include <cstddef>
#include <cstdint>

#include "config/url.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/secrets.hpp"
#include "util/text.hpp"

using namespace migrate;
using namespace migrate::fuzz;

namespace {

constexpr std::string_view marker = "Kx7QzW9";

bool has_marker(std::string_view text) {
  return lower(text).find(lower(marker)) != std::string::npos;
}

// Between the scheme and the query no message may repeat anything.
bool is_private(const std::string& text) {
  const std::size_t at = text.find(marker);
  if (at == std::string::npos) return false;
  const std::string front = text.substr(0, at);
  return front.find("://") != std::string::npos && front.find('?') == std::string::npos;
}

void require_silent(const Report& report, const std::string& text) {
  require(!has_marker(report.what + report.where + report.state + report.next),
          "a refusal does not repeat the URL", text, report.what);
  for (const std::string& detail : report.details)
    require(!has_marker(detail), "a detail does not repeat the URL", text, detail);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  if (has_marker(text)) return 0;  // found out by libFuzzer, which sees what is compared
  if (const std::size_t at = text.find('\1'); at != std::string::npos) text.replace(at, 1, marker);
  secrets().clear();

  std::optional<Url> url;
  try {
    url = refused_or([&] {
      try {
        return parse_url(text);
      } catch (const Error& error) {
        if (is_private(text)) require_silent(error.report(), text);
        throw;
      }
    });
  } catch (const Error&) {
    broken("refused_or takes every Error");
  }
  if (!url) return 0;

  const std::string shown = url->redacted();
  for (const char c : shown)
    require(static_cast<unsigned char>(c) > 0x20 && c != 0x7F, "shown as one word", text, shown);
  if (!url->password.empty()) {
    bool told = false;
    for (const std::string& secret : secrets()) told = told || secret == url->password;
    require(told, "the password is registered as a secret", text);
    Url other = *url;
    other.password = "another";
    require(other.redacted() == shown, "what is shown does not depend on the password", text,
            shown);
    Url marked = *url;
    marked.password = std::string(marker);
    if (!has_marker(shown))
      require(!has_marker(marked.redacted()), "the password is not shown", text, shown);
  }

  const auto again = refused_or([&] { return parse_url(shown); });
  require(again.has_value(), "what is shown is a URL", text, shown);
  require(again->kind == url->kind && again->port == url->port, "of the same engine and port", text,
          shown);
  require(again->host == url->host && again->user == url->user, "the same host and user", text,
          shown);
  require(again->database == url->database, "and the same database", text, shown);
  require(again->password.empty(), "without a password", text, shown);
  require(again->params.size() == url->params.size(), "with the same parameters", text, shown);
  return 0;
}
