#include "util/log.hpp"

#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

namespace migrate::log {

namespace {

spdlog::level::level_enum native(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
    case Level::off:
      break;
  }
  return spdlog::level::off;
}

std::string json_line(Level level, const std::string& message) {
  const nlohmann::ordered_json line = {
      {"event", "log"},
      {"level", spdlog::level::to_string_view(native(level)).data()},
      {"text", message}};
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

struct Sink {
  bool json = false;
  std::shared_ptr<spdlog::sinks::ansicolor_stderr_sink_mt> out =
      std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(spdlog::color_mode::never);
  spdlog::logger logger{"migrate", out};

  Sink() {
    logger.set_pattern("%^%l:%$ %v");
    logger.set_level(spdlog::level::info);
    logger.flush_on(spdlog::level::trace);
    // A stderr that is gone must not end a migration.
    logger.set_error_handler([](const std::string&) {});
  }
};

// Never destroyed: a thread may log while static objects go away.
Sink& sink() {
  static Sink* const instance = new Sink;
  return *instance;
}

struct Secrets {
  std::mutex mutex;
  // Each longest first.
  std::vector<std::string> everywhere;
  std::vector<std::string> names;  // in what others have written, and where a password stands
  std::vector<std::string> words;  // only where a password stands
};

Secrets& secrets() {
  static Secrets* const instance = new Secrets;
  return *instance;
}

// Passwords that are our own words (a development database with the password "migrate") would blank
// out every message and protect nothing: they are hidden only where a password stands.
bool is_common_word(const std::string& secret) {
  constexpr std::array<std::string_view, 8> words = {"migrate", "postgres", "mysql", "mariadb",
                                                     "sqlite",  "root",     "user",  "app"};
  return secret.size() < 4 || std::find(words.begin(), words.end(), secret) != words.end();
}

// May be what a table, a column or a file is called. A password of letters alone that a machine has
// made is longer.
bool is_like_a_name(const std::string& secret) {
  constexpr std::size_t longest_name = 16;
  return secret.size() <= longest_name && std::all_of(secret.begin(), secret.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
         });
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Length of `secret` at text[at], each byte as itself, percent-encoded, or escaped inside a quoted
// text (\" or a doubled quote); 0 when it is not there.
std::size_t match(const std::string& text, std::size_t at, const std::string& secret) {
  const std::size_t start = at;
  for (const char wanted : secret) {
    if (at + 2 < text.size() && text[at] == '%' && hex_value(text[at + 1]) >= 0 &&
        hex_value(text[at + 2]) >= 0 &&
        static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2])) == wanted) {
      at += 3;
      continue;
    }
    const bool quote = wanted == '"' || wanted == '\'' || wanted == '\\';
    if (quote && at + 1 < text.size() && text[at + 1] == wanted &&
        (text[at] == '\\' || text[at] == wanted) &&
        secret.find(std::string(2, wanted)) == std::string::npos) {
      at += 2;
      continue;
    }
    if (at >= text.size() || text[at] != wanted) return 0;
    ++at;
  }
  return at - start;
}

bool password_stands_before(const std::string& text, std::size_t at) {
  for (const std::string_view word :
       {"password=", "passwd=", "pwd=", "password='", "password: ", "token=", "secret="}) {
    if (at >= word.size() && std::string_view(text).substr(at - word.size(), word.size()) == word)
      return true;
  }
  return false;
}

// user:secret@ of a URL, or password=secret.
bool stands_as_password(const std::string& text, std::size_t at, std::size_t length) {
  const bool in_url =
      at > 0 && text[at - 1] == ':' && at + length < text.size() && text[at + length] == '@';
  return in_url || password_stands_before(text, at);
}

// How long the secret is that stands at text[at]; 0: none does.
std::size_t secret_at(const Secrets& all, const std::string& text, std::size_t at, bool foreign) {
  const auto look = [&](const std::vector<std::string>& list, bool anywhere) -> std::size_t {
    for (const std::string& secret : list)
      if (const std::size_t length = match(text, at, secret);
          length != 0 && (anywhere || stands_as_password(text, at, length)))
        return length;
    return 0;
  };
  return std::max({look(all.everywhere, true), look(all.names, foreign), look(all.words, false)});
}

std::string replaced(std::string text, bool foreign) {
  Secrets& all = secrets();
  const std::lock_guard lock(all.mutex);
  if (all.everywhere.empty() && all.names.empty() && all.words.empty()) return text;
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = secret_at(all, text, at, foreign);
    if (length == 0) {
      result += text[at++];
    } else {
      result += "***";
      at += length;
    }
  }
  return result;
}

}  // namespace

void init(Level level, bool colour, bool json) {
  sink().json = json;
  sink().logger.set_pattern(json ? "%v" : "%^%l:%$ %v");
  sink().out->set_color_mode(colour ? spdlog::color_mode::always : spdlog::color_mode::never);
  sink().logger.set_level(native(level));
}

void write(Level level, const std::string& message) {
  if (level == Level::off) return;
  spdlog::logger& logger = sink().logger;
  if (!logger.should_log(native(level))) return;
  // As a string view: the message is data, not a format.
  const std::string safe = redact(message);
  logger.log(native(level), spdlog::string_view_t(sink().json ? json_line(level, safe) : safe));
}

void add_secret(const std::string& secret) {
  if (secret.empty()) return;
  Secrets& all = secrets();
  const std::lock_guard lock(all.mutex);
  std::vector<std::string>& list = is_common_word(secret)   ? all.words
                                   : is_like_a_name(secret) ? all.names
                                                            : all.everywhere;
  if (std::find(list.begin(), list.end(), secret) != list.end()) return;
  list.push_back(secret);
  std::sort(list.begin(), list.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::string redact(std::string text) {
  return replaced(std::move(text), false);
}

std::string redact_foreign(std::string text) {
  return replaced(std::move(text), true);
}

}  // namespace migrate::log
