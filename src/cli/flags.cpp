#include "cli/flags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::cli {

void usage(const std::string& what) {
  throw Error(ExitCode::usage, {"MIG-USAGE", what, {}, {}, {}, {}});
}

std::string Flag::variable() const {
  std::string out = "MIGRATE_";
  for (char c : name) out += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

bool parse_switch(const std::string& text, const std::string& origin) {
  const std::string word = lower(text);
  for (const char* yes : {"1", "true", "yes", "on"})
    if (word == yes) return true;
  for (const char* no : {"0", "false", "no", "off"})
    if (word == no) return false;
  usage(fmt::format("{}: expected true or false, not '{}'", origin, text));
}

Flag& Flags::add(Flag flag) {
  flags_.push_back(std::move(flag));
  return flags_.back();
}

Flag& Flags::text(std::string name, std::string value, std::string help,
                  std::optional<std::string>& into) {
  Flag flag{std::move(name), 0, std::move(value), std::move(help), false, {}, {}};
  flag.set = [&into](const std::string& text, const std::string& origin) {
    if (text.empty()) usage(origin + ": a value is needed");
    into = text;
  };
  return add(std::move(flag));
}

Flag& Flags::list(std::string name, std::string value, std::string help,
                  std::vector<std::string>& into) {
  Flag flag{std::move(name), 0, std::move(value), std::move(help), true, {}, {}};
  flag.set = [&into](const std::string& text, const std::string& origin) {
    if (text.empty()) usage(origin + ": a value is needed");
    into.push_back(text);
  };
  return add(std::move(flag));
}

Flag& Flags::toggle(std::string name, std::string help, bool& into) {
  Flag flag{std::move(name), 0, {}, std::move(help), false, {}, {}};
  flag.set = [&into](const std::string& text, const std::string& origin) {
    into = parse_switch(text, origin);
  };
  return add(std::move(flag));
}

Flag& Flags::toggle(std::string name, std::string help, std::optional<bool>& into) {
  Flag flag{std::move(name), 0, {}, std::move(help), false, {}, {}};
  flag.set = [&into](const std::string& text, const std::string& origin) {
    into = parse_switch(text, origin);
  };
  return add(std::move(flag));
}

Flag& Flags::duration(std::string name, std::string help, std::optional<Millis>& into) {
  Flag flag{std::move(name), 0, "DURATION", std::move(help), false, {}, {}};
  flag.set = [&into](const std::string& text, const std::string& origin) {
    into = parse_duration(text);
    if (!into)
      usage(fmt::format("{}: expected a duration with its unit such as 500ms, 2s or 24h, not '{}'",
                        origin, text));
  };
  return add(std::move(flag));
}

Flag& Flags::whole(std::string name, std::string help, std::optional<std::uint64_t>& into) {
  Flag flag{std::move(name), 0, "N", std::move(help), false, {}, {}};
  flag.set = [&into](const std::string& text, const std::string& origin) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || at != end || text.empty() || number == 0)
      usage(fmt::format("{}: expected a whole number above 0, not '{}'", origin, text));
    into = number;
  };
  return add(std::move(flag));
}

Flag& Flags::choice(std::string name, std::string help, std::vector<std::string> choices,
                    std::function<void(const std::string&)> set) {
  Flag flag{std::move(name), 0, join(choices, "|"), std::move(help), false, choices, {}};
  flag.set = [choices, set = std::move(set)](const std::string& text, const std::string& origin) {
    if (std::find(choices.begin(), choices.end(), text) == choices.end())
      usage(fmt::format("{}: expected {}, not '{}'", origin, join(choices, " or "), text));
    set(text);
  };
  return add(std::move(flag));
}

Operand& Flags::operand(std::string name, std::string help, bool required,
                        std::optional<std::string>& into) {
  operands_.push_back(
      {std::move(name), std::move(help), required, false, {}, [&into](const std::string& text) {
         into = text;
       }});
  return operands_.back();
}

Operand& Flags::operands(std::string name, std::string help, std::vector<std::string>& into) {
  operands_.push_back(
      {std::move(name), std::move(help), false, true, {}, [&into](const std::string& text) {
         into.push_back(text);
       }});
  return operands_.back();
}

}  // namespace migrate::cli
