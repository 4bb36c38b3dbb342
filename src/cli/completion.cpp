#include <fmt/format.h>

#include <map>
#include <set>

#include "cli/command.hpp"
#include "cli/session.hpp"
#include "util/text.hpp"

namespace migrate::cli {

namespace {

using Words = std::vector<std::string>;

// "" → the commands; "plan" → its flags; "app" → its commands; "app list" → its flags.
std::map<std::string, Words> words_by_command() {
  std::map<std::string, Words> out;
  Common common;
  Flags shared;
  common.declare(shared);
  std::set<std::string> groups;
  for (const auto& command : all_commands()) {
    const std::string name = command->name();
    if (const auto space = name.find(' '); space != std::string::npos) {
      const std::string group = name.substr(0, space);
      if (groups.insert(group).second) out[""].push_back(group);
      out[group].push_back(name.substr(space + 1));
    } else {
      out[""].push_back(name);
    }
    Flags own;
    command->declare(own);
    for (const auto* flags : {&own, &shared})
      for (const auto& flag : flags->flags()) out[name].push_back("--" + flag.name);
  }
  return out;
}

std::string bash() {
  std::string cases;
  for (const auto& [command, words] : words_by_command())
    cases += fmt::format("    '{}') words='{}' ;;\n", command, join(words, " "));
  return R"(_migrate() {
  local words path='' word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    [[ $word == -* ]] && continue
    case "$path" in '') path=$word ;; app) path="app $word" ;; esac
  done
  case "$path" in
)" + cases +
         R"(    *) words='' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
  [[ ${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _migrate migrate
)";
}

std::string fish() {
  std::string out = "complete -c migrate -f\n";
  for (const auto& [command, words] : words_by_command()) {
    for (const auto& word : words) {
      const std::string when =
          command.empty() ? "__fish_use_subcommand"
                          : "__fish_seen_subcommand_from " + command.substr(command.rfind(' ') + 1);
      if (word.rfind("--", 0) == 0)
        out += fmt::format("complete -c migrate -n '{}' -l {}\n", when, word.substr(2));
      else
        out += fmt::format("complete -c migrate -n '{}' -a {}\n", when, word);
    }
  }
  return out;
}

class Completion final : public Command {
 public:
  std::string name() const override { return "completion"; }
  std::string summary() const override { return "prints a completion script: bash, zsh or fish"; }
  void declare(Flags& flags) override {
    flags.operand("SHELL", "bash, zsh or fish", true, shell_).choices = {"bash", "zsh", "fish"};
  }
  ExitCode run(Session& session) override {
    if (shell_ == "bash")
      session.data(bash());
    else if (shell_ == "zsh")
      session.data("autoload -U +X bashcompinit && bashcompinit\n" + bash());
    else if (shell_ == "fish")
      session.data(fish());
    else
      usage("expected bash, zsh or fish, not '" + *shell_ + "'");
    return ExitCode::ok;
  }

 private:
  std::optional<std::string> shell_;
};

}  // namespace

CommandPtr make_completion() {
  return std::make_unique<Completion>();
}

}  // namespace migrate::cli
