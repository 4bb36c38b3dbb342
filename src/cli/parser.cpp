#include "cli/parser.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "util/host.hpp"
#include "util/text.hpp"

namespace migrate::cli {

namespace {

struct Bound {
  Flag flag;
  std::vector<CLI::Option*> options;  // of the command first, then of the program
};

std::string long_name(const Flag& flag) {
  return "--" + flag.name;
}

CLI::Option* add_option(CLI::App& app, const Flag& flag) {
  const std::string names =
      (flag.letter ? std::string("-") + flag.letter + "," : "") + long_name(flag);
  const std::string help = flag.help + " [" + flag.variable() + "]";
  if (flag.value.empty()) return app.add_flag(names, help);
  auto* option = app.add_option(names, help)->type_name(flag.value);
  // One value per mention: `--replica A M1` must not take M1.
  if (flag.repeat) option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  return option;
}

// One command with its CLI11 twin.
struct Entry {
  Command* command = nullptr;
  CLI::App* app = nullptr;
  Flags flags;
  std::vector<Bound> bound;
  std::vector<std::pair<Operand, CLI::Option*>> operands;
};

class Program {
 public:
  Program(const std::vector<CommandPtr>& commands, Common& common) {
    app_.name("migrate");
    app_.set_help_flag("-h,--help", "this text");
    version_ = app_.add_flag("--version")->description("the version");
    // Unknown words are judged here, with the nearest known one named.
    app_.allow_extras();
    // One command: `migrate expand rollback` names a migration "rollback".
    app_.require_subcommand(0, 1);
    common.declare(common_);
    for (const auto& flag : common_.flags()) program_options_.push_back(add_option(app_, flag));
    for (const auto& command : commands) add(*command);
  }

  Parsed parse(std::vector<std::string> words) {
    if (!words.empty() && words[0] == "help") {  // migrate help plan
      words.erase(words.begin());
      words.push_back("--help");
    }
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    try {
      app_.parse(reversed);
    } catch (const CLI::CallForHelp&) {
      return {nullptr, app_.help()};
    } catch (const CLI::ParseError& e) {
      usage(message_of(e));
    }
    if (version_->count() > 0) return {nullptr, std::string("migrate ") + tool_version() + "\n"};
    Entry& entry = chosen();
    refuse_extras(entry);
    set_values(entry);
    return {entry.command, {}};
  }

 private:
  void add(Command& command) {
    CLI::App* parent = &app_;
    std::string name = command.name();
    if (const auto space = name.find(' '); space != std::string::npos) {
      parent = group(name.substr(0, space));
      name = name.substr(space + 1);
    }
    auto entry = std::make_unique<Entry>();
    entry->command = &command;
    entry->app = parent->add_subcommand(name, command.summary());
    entry->app->allow_extras();
    entry->app->set_help_flag("-h,--help", "this text");
    if (!command.alias().empty()) entry->app->alias(command.alias());
    command.declare(entry->flags);
    for (const auto& flag : entry->flags.flags())
      entry->bound.push_back({flag, {add_option(*entry->app, flag)}});
    for (std::size_t i = 0; i < common_.flags().size(); ++i) {
      auto* option = add_option(*entry->app, common_.flags()[i])->group("Common options");
      entry->bound.push_back({common_.flags()[i], {option, program_options_[i]}});
    }
    for (const auto& operand : entry->flags.operand_list()) {
      auto* option = entry->app->add_option(operand.name, operand.help);
      if (operand.repeat)
        option->allow_extra_args(true)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      if (operand.required) option->required();
      entry->operands.emplace_back(operand, option);
    }
    entries_.push_back(std::move(entry));
  }

  CLI::App* group(const std::string& name) {
    if (auto found = groups_.find(name); found != groups_.end()) return found->second;
    auto* app = app_.add_subcommand(name, "release registry: which instances run which version");
    app->allow_extras();
    app->set_help_flag("-h,--help", "this text");
    return groups_[name] = app;
  }

  Entry& chosen() {
    for (auto& entry : entries_)
      if (entry->app->parsed()) return *entry;
    for (auto& [name, app] : groups_)
      if (app->parsed()) usage(unknown_word(*app, name + " "));
    usage(unknown_word(app_, ""));
  }

  // No known command was given under `app`.
  static std::string unknown_word(const CLI::App& app, const std::string& prefix) {
    std::vector<std::string> known;
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
      known.push_back(sub->get_name());
      for (const auto& alias : sub->get_aliases()) known.push_back(alias);
    }
    for (const auto& word : app.remaining()) {
      if (word.empty() || word[0] == '-') continue;
      const std::string near = nearest(word, known);
      return fmt::format("unknown command '{}{}'{}; see migrate --help", prefix, word,
                         near.empty() ? "" : fmt::format("; did you mean '{}{}'?", prefix, near));
    }
    for (const auto& word : app.remaining()) return unknown_flag(word, app, prefix);
    return prefix.empty()
               ? "a command is needed; see migrate --help"
               : fmt::format("'{}' needs one of: {}", std::string(trim(prefix)), join(known, ", "));
  }

  static std::string unknown_flag(const std::string& word, const CLI::App& app,
                                  const std::string& command) {
    std::vector<std::string> known;
    for (const auto* option : app.get_options())
      for (const auto& name : option->get_lnames()) known.push_back("--" + name);
    const std::string flag = word.substr(0, word.find('='));
    const std::string near = nearest(flag, known);
    return fmt::format("unknown flag '{}'{}; see migrate {}--help", flag,
                       near.empty() ? "" : "; did you mean '" + near + "'?",
                       command.empty() ? "" : std::string(trim(command)) + " ");
  }

  void refuse_extras(const Entry& entry) const {
    std::vector<std::string> words = app_.remaining();
    for (const auto& [name, app] : groups_)
      for (const auto& word : app->remaining()) words.push_back(word);
    for (const auto& word : entry.app->remaining()) words.push_back(word);
    if (words.empty()) return;
    if (words[0].size() > 1 && words[0][0] == '-')
      usage(unknown_flag(words[0], *entry.app, entry.command->name()));
    usage(fmt::format("unexpected argument '{}'; see migrate {} --help", words[0],
                      entry.command->name()));
  }

  static std::vector<std::string> given(const Bound& bound) {
    for (const auto* option : bound.options)
      if (option->count() > 0) return option->results();
    return {};
  }

  static void set_values(Entry& entry) {
    for (const auto& bound : entry.bound) {
      std::vector<std::string> values = given(bound);
      std::string origin = long_name(bound.flag);
      if (values.empty()) {
        const auto variable = environment(bound.flag.variable());
        if (!variable) continue;
        origin = bound.flag.variable();
        if (!bound.flag.repeat)
          values = {*variable};
        else
          for (auto& part : split(*variable, ' '))
            if (!part.empty()) values.push_back(part);
      }
      for (const auto& value : values) bound.flag.set(value, origin);
    }
    for (const auto& [operand, option] : entry.operands)
      for (const auto& value : option->results()) operand.set(value);
  }

  std::string message_of(const CLI::ParseError& e) const {
    std::string text = replace_all(e.what(), "\n", " ");
    const CLI::App* app = &app_;
    std::string path;
    for (auto subs = app->get_subcommands(); !subs.empty(); subs = app->get_subcommands()) {
      app = subs.back();
      path += app->get_name() + " ";
    }
    return fmt::format("{}; see migrate {}--help", std::string(trim(text)), path);
  }

  CLI::App app_{"Online schema migrations: expand, backfill, contract"};
  CLI::Option* version_ = nullptr;
  Flags common_;
  std::vector<CLI::Option*> program_options_;
  std::map<std::string, CLI::App*> groups_;
  std::vector<std::unique_ptr<Entry>> entries_;
};

}  // namespace

Parsed parse(const std::vector<std::string>& words, const std::vector<CommandPtr>& commands,
             Common& common) {
  // The program's own name comes first.
  auto first = words.empty() ? words.begin() : words.begin() + 1;
  return Program(commands, common).parse({first, words.end()});
}

}  // namespace migrate::cli
