#include "cli/secrets.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>

#include "util/host.hpp"
#include "util/log.hpp"

namespace migrate::cli {

namespace {

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() &&
        std::isxdigit(static_cast<unsigned char>(text[i + 1])) &&
        std::isxdigit(static_cast<unsigned char>(text[i + 2]))) {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

void in_authority(std::string_view text, std::vector<Span>& out) {
  for (std::size_t scheme = text.find("://"); scheme != std::string_view::npos;
       scheme = text.find("://", scheme + 3)) {
    const std::size_t start = scheme + 3;
    // A raw '/' or '?' in a password is wrong, yet must not leak: the last '@' before white space.
    const std::size_t end = std::min(text.find_first_of(" \t\n", start), text.size());
    const std::size_t at = text.substr(0, end).rfind('@');
    if (at == std::string_view::npos || at < start) continue;
    const std::size_t colon = text.find(':', start);
    if (colon < at) out.push_back({colon + 1, at - colon - 1});
  }
}

void in_parameters(std::string_view text, std::vector<Span>& out) {
  constexpr std::string_view name = "password=";
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + name.size())) {
    const std::size_t start = at + name.size();
    const std::size_t end = std::min(text.find_first_of("& \t\n", start), text.size());
    out.push_back({start, end - start});
  }
}

void hide(std::string_view text) {
  for (const Span& span : find_passwords(text)) {
    const std::string raw(text.substr(span.at, span.length));
    log::add_secret(raw);
    log::add_secret(percent_decoded(raw));
  }
}

}  // namespace

std::vector<Span> find_passwords(std::string_view text) {
  std::vector<Span> out;
  in_authority(text, out);
  in_parameters(text, out);
  out.erase(std::remove_if(out.begin(), out.end(), [](const Span& s) { return s.length == 0; }),
            out.end());
  return out;
}

std::vector<std::string> take_secrets(int argc, char** argv) {
  std::vector<std::string> words(argv, argv + argc);
  for (const char* name : {"DATABASE_URL", "MIGRATE_URL", "MIGRATE_REPLICA"})
    if (auto value = environment(name)) hide(*value);
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    hide(word);
    for (const Span& span : find_passwords(word)) std::memset(argv[i] + span.at, '*', span.length);
  }
  return words;
}

}  // namespace migrate::cli
