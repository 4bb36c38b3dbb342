#include "cli/parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "cli/secrets.hpp"
#include "util/log.hpp"

namespace migrate::cli {
namespace {

using testing::HasSubstr;

// A command that only remembers what it was given.
class Probe final : public Command {
 public:
  std::string name() const override { return name_; }
  std::string alias() const override { return alias_; }
  std::string summary() const override { return "remembers"; }
  void declare(Flags& flags) override {
    flags.duration("lock-timeout", "", wait);
    flags.list("replica", "URL", "", replicas);
    flags.toggle("yes", "", yes);
    flags.toggle("keep-copy", "", keep_copy);
    flags.whole("workers", "", workers);
    flags.operands("M", "", named);
  }
  ExitCode run(Session&) override { return ExitCode::ok; }

  std::string name_ = "expand", alias_;
  std::optional<Millis> wait;
  std::vector<std::string> replicas, named;
  std::optional<std::uint64_t> workers;
  bool yes = false;
  std::optional<bool> keep_copy;
};

class ParserTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name :
         {"MIGRATE_LOCK_TIMEOUT", "MIGRATE_REPLICA", "MIGRATE_YES", "MIGRATE_URL",
          "MIGRATE_WORKERS", "MIGRATE_FORMAT", "MIGRATE_KEEP_COPY"})
      unsetenv(name);
    auto first = std::make_unique<Probe>();
    probe = first.get();
    auto second = std::make_unique<Probe>();
    second->name_ = "app list";
    listing = second.get();
    auto third = std::make_unique<Probe>();
    third->name_ = "rollback";
    third->alias_ = "down";
    undo = third.get();
    commands.push_back(std::move(first));
    commands.push_back(std::move(second));
    commands.push_back(std::move(third));
  }
  void TearDown() override {
    for (const char* name : {"MIGRATE_LOCK_TIMEOUT", "MIGRATE_REPLICA", "MIGRATE_YES",
                             "MIGRATE_URL", "MIGRATE_WORKERS", "MIGRATE_KEEP_COPY"})
      unsetenv(name);
  }
  Parsed parse_words(std::vector<std::string> words) {
    words.insert(words.begin(), "migrate");
    return parse(words, commands, common);
  }
  std::string refusal(std::vector<std::string> words) {
    try {
      parse_words(std::move(words));
    } catch (const Error& e) {
      EXPECT_EQ(e.exit(), ExitCode::usage);
      EXPECT_EQ(e.report().code, "MIG-USAGE");
      EXPECT_EQ(e.report().what.find('\n'), std::string::npos);
      return e.report().what;
    }
    return "accepted";
  }

  std::vector<CommandPtr> commands;
  Common common;
  Probe *probe = nullptr, *listing = nullptr, *undo = nullptr;
};

TEST_F(ParserTest, FlagsBeforeAndAfterTheCommand) {
  EXPECT_EQ(parse_words({"-u", "sqlite:a", "expand", "one", "--lock-timeout", "2s", "two"}).command,
            probe);
  EXPECT_EQ(common.url, "sqlite:a");
  EXPECT_EQ(probe->wait, Millis(2000));
  EXPECT_EQ(probe->named, (std::vector<std::string>{"one", "two"}));
}

TEST_F(ParserTest, TheCommandsOwnPlaceWins) {
  parse_words({"-u", "sqlite:a", "expand", "-u", "sqlite:b"});
  EXPECT_EQ(common.url, "sqlite:b");
}

TEST_F(ParserTest, EnvironmentIsUnderFlags) {
  setenv("MIGRATE_LOCK_TIMEOUT", "3s", 1);
  setenv("MIGRATE_URL", "sqlite:env", 1);
  setenv("MIGRATE_YES", "true", 1);
  parse_words({"expand", "--lock-timeout=1s"});
  EXPECT_EQ(probe->wait, Millis(1000));
  EXPECT_EQ(common.url, "sqlite:env");
  EXPECT_TRUE(probe->yes);
}

TEST_F(ParserTest, ASwitchThatSaysNoIsGiven) {
  parse_words({"expand"});
  EXPECT_FALSE(probe->keep_copy.has_value());
  parse_words({"expand", "--keep-copy=false"});
  EXPECT_FALSE(probe->keep_copy.value_or(true));
  parse_words({"expand", "--keep-copy"});
  EXPECT_TRUE(probe->keep_copy.value_or(false));
  setenv("MIGRATE_KEEP_COPY", "0", 1);
  parse_words({"expand"});
  EXPECT_FALSE(probe->keep_copy.value_or(true));
}

TEST_F(ParserTest, AWrongVariableIsNamed) {
  setenv("MIGRATE_LOCK_TIMEOUT", "3", 1);
  EXPECT_THAT(refusal({"expand"}), HasSubstr("MIGRATE_LOCK_TIMEOUT: expected a duration"));
}

TEST_F(ParserTest, RepeatedFlagTakesOneValueEach) {
  parse_words({"expand", "--replica", "a", "one", "--replica", "b"});
  EXPECT_EQ(probe->replicas, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(probe->named, (std::vector<std::string>{"one"}));
}

TEST_F(ParserTest, RepeatedFlagFromTheEnvironmentIsSplitAtSpaces) {
  setenv("MIGRATE_REPLICA", "a  b", 1);
  parse_words({"expand"});
  EXPECT_EQ(probe->replicas, (std::vector<std::string>{"a", "b"}));
}

TEST_F(ParserTest, NestedCommandsAndAliases) {
  EXPECT_EQ(parse_words({"app", "list"}).command, listing);
  EXPECT_EQ(parse_words({"down"}).command, undo);
}

TEST_F(ParserTest, AnIdThatIsACommandsNameIsStillAnId) {
  EXPECT_EQ(parse_words({"expand", "rollback"}).command, probe);
  EXPECT_EQ(probe->named, (std::vector<std::string>{"rollback"}));
}

TEST_F(ParserTest, MisspeltWordsNameTheNearest) {
  EXPECT_THAT(refusal({"expnad"}), HasSubstr("did you mean 'expand'?"));
  EXPECT_THAT(refusal({"app", "lits"}), HasSubstr("did you mean 'app list'?"));
  EXPECT_THAT(refusal({"expand", "--lok-timeout", "2s"}),
              HasSubstr("did you mean '--lock-timeout'?"));
  EXPECT_THAT(refusal({}), HasSubstr("a command is needed"));
  EXPECT_THAT(refusal({"app"}), HasSubstr("'app' needs one of: list"));
}

TEST_F(ParserTest, WrongValuesSayWhatWasExpected) {
  EXPECT_THAT(refusal({"expand", "--workers", "0"}), HasSubstr("whole number above 0"));
  EXPECT_THAT(refusal({"expand", "--workers", "-1"}), HasSubstr("whole number above 0"));
  EXPECT_THAT(refusal({"expand", "--format", "xml"}), HasSubstr("text or json or markdown"));
  EXPECT_NE(refusal({"expand", "--lock-timeout"}), "accepted");
}

TEST_F(ParserTest, HelpAndVersionAreAnswers) {
  EXPECT_THAT(parse_words({"--help"}).text, HasSubstr("expand"));
  EXPECT_THAT(parse_words({"expand", "--help"}).text, HasSubstr("MIGRATE_LOCK_TIMEOUT"));
  EXPECT_THAT(parse_words({"help", "expand"}).text, HasSubstr("MIGRATE_LOCK_TIMEOUT"));
  EXPECT_THAT(parse_words({"--version"}).text, HasSubstr("migrate "));
}

TEST(Commands, FlagNamesNeverClashWithTestVariables) {
  Common common;
  Flags shared;
  common.declare(shared);
  std::set<std::string> names;
  for (const auto& command : all_commands()) {
    EXPECT_TRUE(names.insert(command->name()).second) << command->name();
    EXPECT_FALSE(command->summary().empty());
    Flags flags;
    command->declare(flags);
    for (const auto& flag : flags.flags()) {
      EXPECT_NE(flag.variable().rfind("MIGRATE_TEST_", 0), 0u) << flag.name;
      for (const auto& other : shared.flags()) EXPECT_NE(flag.name, other.name);
    }
  }
}

std::vector<std::string> found(const std::string& text) {
  std::vector<std::string> out;
  for (const Span& s : find_passwords(text)) out.push_back(text.substr(s.at, s.length));
  return out;
}

TEST(Secrets, FoundWhereverAUrlStands) {
  using V = std::vector<std::string>;
  EXPECT_EQ(found("--url=postgres://u:pw1@h/d"), V{"pw1"});
  EXPECT_EQ(found("mysql://u:a@b/c@h/d"), V{"a@b/c"});
  EXPECT_EQ(found("postgres://h/d?user=u&password=pw2&x=1"), V{"pw2"});
  EXPECT_EQ(found("postgres://u@h:5432/d"), V{});
  EXPECT_EQ(found("sqlite:a:b@c"), V{});
}

TEST(Secrets, AreOverwrittenInArgv) {
  char name[] = "migrate", url[] = "postgres://u:p%40ss-cli@h/d";
  char* argv[] = {name, url, nullptr};
  const auto words = take_secrets(2, argv);
  EXPECT_EQ(words[1], "postgres://u:p%40ss-cli@h/d");
  EXPECT_STREQ(url, "postgres://u:**********@h/d");
  EXPECT_EQ(log::redact("p@ss-cli"), "***");
}

}  // namespace
}  // namespace migrate::cli
