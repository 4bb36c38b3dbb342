// What a command accepts, as data: the parser, --help, shell completion and MIGRATE_<FLAG> all come
// from here.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "util/units.hpp"

namespace migrate::cli {

// Refuses a command line: exit 2, MIG-USAGE, one line.
[[noreturn]] void usage(const std::string& what);

struct Flag {
  std::string name;   // without dashes: "lock-timeout"
  char letter = 0;    // 'u' for -u
  std::string value;  // "DURATION"; empty: a switch
  std::string help;
  bool repeat = false;
  std::vector<std::string> choices;  // for completion
  // `origin` names where the text came from ("--batch", "MIGRATE_BATCH").
  std::function<void(const std::string& text, const std::string& origin)> set;

  std::string variable() const;  // MIGRATE_LOCK_TIMEOUT
};

struct Operand {
  std::string name;  // "M"
  std::string help;
  bool required = false;
  bool repeat = false;
  std::vector<std::string> choices;
  std::function<void(const std::string&)> set;
};

class Flags {
 public:
  Flag& text(std::string name, std::string value, std::string help,
             std::optional<std::string>& into);
  Flag& list(std::string name, std::string value, std::string help, std::vector<std::string>& into);
  Flag& toggle(std::string name, std::string help, bool& into);
  // Where a file may have it, too: `--name=false` comes before that.
  Flag& toggle(std::string name, std::string help, std::optional<bool>& into);
  Flag& duration(std::string name, std::string help, std::optional<Millis>& into);
  Flag& whole(std::string name, std::string help, std::optional<std::uint64_t>& into);
  Flag& choice(std::string name, std::string help, std::vector<std::string> choices,
               std::function<void(const std::string&)> set);
  Flag& add(Flag flag);

  Operand& operand(std::string name, std::string help, bool required,
                   std::optional<std::string>& into);
  Operand& operands(std::string name, std::string help, std::vector<std::string>& into);

  const std::vector<Flag>& flags() const { return flags_; }
  const std::vector<Operand>& operand_list() const { return operands_; }

 private:
  std::vector<Flag> flags_;
  std::vector<Operand> operands_;
};

bool parse_switch(const std::string& text, const std::string& origin);

}  // namespace migrate::cli
