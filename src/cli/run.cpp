#include "cli/run.hpp"

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

#include "cli/database_error.hpp"
#include "cli/parser.hpp"
#include "cli/secrets.hpp"
#include "cli/session.hpp"
#include "report/error.hpp"
#include "report/json.hpp"
#include "util/host.hpp"
#include "util/log.hpp"

namespace migrate {

namespace {

using namespace cli;

// Started with a closed stdout, the next file or socket opened would become stdout and be written
// to. Before the static objects: one of them opens a pipe.
[[gnu::constructor(101)]] void keep_standard_streams() {
  for (int fd = 0; fd <= 2; ++fd)
    if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0) _exit(1);
}

int fail(const Error& error, const Common& common) {
  const report::Style style{
      report::use_colour(common.colour, isatty(STDERR_FILENO) == 1, environment)};
  write_stderr(common.format == report::Format::json
                   ? report::error_json(error.report(), error.exit())
                   : report::error_text(error.report(), style));
  return static_cast<int>(error.exit());
}

Error from_exception(const std::exception& e) {
  return Error(ExitCode::failed, {"MIG-INTERNAL",
                                  std::string("this should not happen: ") + e.what(),
                                  "",
                                  "every step that is recorded as done is done",
                                  "migrate status, then the same command again; please report this",
                                  {}});
}

ExitCode dispatch(const Parsed& parsed, const Common& common, const Decorator& decorate) {
  Session session(common, decorate);
  if (!parsed.command) {
    session.data(parsed.text);
    return ExitCode::ok;
  }
  if (common.format == report::Format::markdown && !parsed.command->prints_plans())
    usage("--format markdown is for plans; '" + parsed.command->name() + "' has text and json");
  log::init(common.quiet     ? log::Level::error
            : common.verbose ? log::Level::debug
                             : log::Level::info,
            session.err_style().colour, common.format == report::Format::json);
  return parsed.command->run(session);
}

// The command line may be the very thing that is wrong, and its error must still be JSON.
void guess_format(const std::vector<std::string>& words, Common& common) {
  bool asked = environment("MIGRATE_FORMAT").value_or("") == "json";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--format=json" || words[i] == "--format=text") asked = words[i].back() == 'n';
    if (words[i] == "--format" && i + 1 < words.size()) asked = words[i + 1] == "json";
  }
  if (asked) common.format = report::Format::json;
}

}  // namespace

int run(int argc, char** argv, const Decorator& decorate) {
  // A reader that went away is an error of that write, not the end of a migration.
  std::signal(SIGPIPE, SIG_IGN);
  Common common;
  try {
    const auto words = take_secrets(argc, argv);
    guess_format(words, common);
    const auto commands = all_commands();
    const Parsed parsed = parse(words, commands, common);
    return static_cast<int>(dispatch(parsed, common, decorate));
  } catch (const Error& e) {
    return fail(e, common);
  } catch (const db::DbError& e) {
    return fail(from_database(e), common);
  } catch (const std::exception& e) {
    return fail(from_exception(e), common);
  }
}

}  // namespace migrate
