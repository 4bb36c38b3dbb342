#include "cli/session.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <utility>

#include "config/url.hpp"
#include "dialects/require_database.hpp"
#include "report/json.hpp"
#include "report/progress.hpp"
#include "util/file.hpp"
#include "util/host.hpp"
#include "util/log.hpp"
#include "util/stop.hpp"
#include "util/text.hpp"

namespace migrate::cli {

namespace {

std::size_t columns_of(int file) {
  winsize size{};
  if (ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

std::size_t terminal_columns() {
  return columns_of(STDERR_FILENO);
}

}  // namespace

void write_stderr(const std::string& text) {
  const std::string safe = log::redact(text);
  std::fwrite(safe.data(), 1, safe.size(), stderr);
  std::fflush(stderr);
}

Session::Session(Common common, Decorator decorate)
    : common_(std::move(common)),
      decorate_(std::move(decorate)),
      out_terminal_(isatty(STDOUT_FILENO) == 1),
      err_terminal_(isatty(STDERR_FILENO) == 1) {
  out_style_.colour = report::use_colour(common_.colour, out_terminal_, environment);
  err_style_.colour = report::use_colour(common_.colour, err_terminal_, environment);
  report::ProgressOptions options;
  options.format = common_.format;
  // A dumb terminal cannot clear a line.
  options.terminal = err_terminal_ && environment("TERM").value_or("dumb") != "dumb";
  options.quiet = common_.quiet;
  options.verbose = common_.verbose;
  options.style = err_style_;
  options.clock = &system_clock();
  options.write = write_stderr;
  options.columns = terminal_columns;
  observer_ = report::make_observer(std::move(options));
}

Session::~Session() = default;

std::size_t Session::out_columns() const {
  if (out_terminal_) return columns_of(STDOUT_FILENO);
  const std::string told = environment("COLUMNS").value_or("");
  const bool good =
      !told.empty() && told.size() < 5 &&
      std::all_of(told.begin(), told.end(), [](char c) { return c >= '0' && c <= '9'; });
  return good ? std::stoul(told) : 80;
}

std::string Session::config_path() const {
  return common_.config.value_or("migrate.yaml");
}

Config& Session::config(bool must_exist) {
  if (config_) return *config_;
  Config config = read_config(config_path(), must_exist && common_.config.has_value());
  if (common_.url) {
    config.url = *common_.url;
  } else if (auto url = environment("DATABASE_URL")) {
    config.url = *url;
  }
  if (!config.url.empty()) config.url_unset.reset();
  if (common_.directory) config.directory = *common_.directory;
  return config_.emplace(std::move(config));
}

bool Session::without_files() {
  return !common_.directory && config().directory == Config{}.directory &&
         !file_exists(config().directory);
}

const std::vector<Migration>& Session::migrations() {
  if (!migrations_) migrations_ = read_directory(config().directory);
  return *migrations_;
}

std::vector<Migration> Session::readable_migrations() {
  std::vector<std::string> errors;
  std::vector<Migration> found;
  try {
    if (file_exists(config().directory)) found = read_directory(config().directory, &errors);
  } catch (const Error& e) {
    errors.emplace_back(e.what());  // the directory itself
  }
  for (const auto& error : errors) say("not needed here, and passed over: " + report::clean(error));
  return found;
}

std::vector<std::string> Session::ids() {
  std::vector<std::string> out;
  for (const auto& m : migrations()) out.push_back(m.id);
  return out;
}

std::string Session::resolve(const std::string& word) {
  return resolve_id(word, ids());
}

Engine& Session::engine(const std::string& command, Absent absent) {
  if (engine_) return *engine_;
  refuse_unset(config().url_unset);
  if (config().url.empty())
    refuse("MIG-CONFIG-URL", "no database is named",
           "pass --url, set DATABASE_URL, or write `url:` in migrate.yaml");
  if (absent == Absent::refuse) require_database(parse_url(config().url));
  const bool again = std::exchange(lost_, true);  // until it is there
  auto engine = std::make_unique<Engine>(
      Engine::Parts{config(), decorate_, *observer_, system_clock(), command});
  if (again) engine->found_again();
  lost_ = false;
  engine_ = std::move(engine);
  return *engine_;
}

void Session::close() {
  engine_.reset();
  lost_ = true;
}

void Session::data(const std::string& text) {
  const std::string safe = log::redact(text);
  if (std::fwrite(safe.data(), 1, safe.size(), stdout) == safe.size() && std::fflush(stdout) == 0)
    return;
  const int why = errno;
  // The reader has seen enough (`migrate plan | head`): no failure, and --watch ends.
  if (why == EPIPE) {
    request_stop();
    return;
  }
  throw Error(ExitCode::failed, {"MIG-OUTPUT",
                                 std::string("stdout cannot be written: ") + std::strerror(why),
                                 "",
                                 "what the command did is done; only its report is lost",
                                 "run the command again with a stdout that can be written",
                                 {}});
}

void Session::say(const std::string& text) {
  if (common_.quiet) return;
  write_stderr(json() ? report::object_json({{"event", "note"}, {"text", text}}, true)
                      : text + "\n");
}

void Session::confirm(const std::string& question, bool assume_yes) {
  if (assume_yes || !err_terminal_ || isatty(STDIN_FILENO) != 1) return;
  write_stderr(question + " [y/N] ");
  std::string answer;
  std::getline(std::cin, answer);
  answer = lower(trim(answer));
  if (answer == "y" || answer == "yes") return;
  throw Error(ExitCode::declined, {"MIG-DECLINED",
                                   "not confirmed",
                                   "",
                                   "nothing was changed",
                                   "run it again and answer y, or pass --yes",
                                   {}});
}

}  // namespace migrate::cli
