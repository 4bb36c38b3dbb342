#include "util/command.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <vector>

#include "util/stop.hpp"

namespace migrate {

namespace {

using Time = std::chrono::steady_clock::time_point;

constexpr std::size_t most_output = 16384;
constexpr Millis grace{2000};
constexpr int poll_ms = 20;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

// "NAME=value" strings: this process's, with `more` in place of those of the same name.
std::vector<std::string> environment_with(const std::map<std::string, std::string>& more) {
  std::vector<std::string> all;
  for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
    std::string_view entry(*at);
    if (more.count(std::string(entry.substr(0, entry.find('=')))) == 0) all.emplace_back(entry);
  }
  for (auto& [name, value] : more) all.push_back(name + "=" + value);
  return all;
}

int start(const std::string& command, const std::map<std::string, std::string>& more, int output,
          pid_t& pid) {
  auto variables = environment_with(more);
  std::vector<char*> environment;
  for (auto& v : variables) environment.push_back(v.data());
  environment.push_back(nullptr);
  std::string shell = "/bin/sh", flag = "-c", text = command;
  char* arguments[] = {shell.data(), flag.data(), text.data(), nullptr};
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, output, 1);
  posix_spawn_file_actions_adddup2(&files, output, 2);
  // A connection that stays open in something left in the background would keep its session, and
  // the lease with it.
  posix_spawn_file_actions_addclosefrom_np(&files, 3);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  // What this process ignores or catches must not be ignored there.
  for (int signal : {SIGINT, SIGTERM, SIGPIPE, SIGHUP}) sigaddset(&defaults, signal);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  const int failed =
      posix_spawn(&pid, shell.c_str(), &files, &attributes, arguments, environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return failed;
}

// Whether anything was.
bool read_what_is_there(int fd, int wait_ms, std::string& output, bool& open) {
  if (!open) {
    ::poll(nullptr, 0, wait_ms);
    return false;
  }
  pollfd ready{fd, POLLIN, 0};
  if (::poll(&ready, 1, wait_ms) <= 0) return false;
  char buffer[4096];
  const auto count = ::read(fd, buffer, sizeof buffer);
  if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) open = false;
  if (count > 0) output.append(buffer, static_cast<std::size_t>(count));
  if (output.size() > most_output) output.erase(0, output.size() - most_output);
  return count > 0;
}

}  // namespace

std::string CommandResult::trouble(Millis limit) const {
  switch (end) {
    case End::exited:
      return fmt::format("exit code {}", code);
    case End::signalled:
      return fmt::format("ended by signal {}", code);
    case End::timed_out:
      return fmt::format("not ended within {}", format_duration(limit));
    case End::stopped:
      return "stopped with this command";
    case End::not_started:
      break;
  }
  return fmt::format("could not be started: {}", std::strerror(code));
}

CommandResult run_command(const std::string& command,
                          const std::map<std::string, std::string>& environment, Millis limit,
                          OnStop on_stop) {
  CommandResult result;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    result.code = errno;
    return result;
  }
  Descriptor reading(ends[0]), writing(ends[1]);
  ::fcntl(reading.get(), F_SETFL, O_NONBLOCK);
  pid_t pid = 0;
  if (const int failed = start(command, environment, writing.get(), pid); failed != 0) {
    result.code = failed;
    return result;
  }
  writing.close();
  const auto began = std::chrono::steady_clock::now();
  std::optional<Time> kill_at;
  auto why = CommandResult::End::exited;
  bool open = true;
  int status = 0;
  for (;;) {
    // Not reaped before the group was signalled: until then its number can be nobody else's.
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
        info.si_pid == pid)
      break;
    const auto now = std::chrono::steady_clock::now();
    const bool stopped = on_stop == OnStop::end && stop_requested();
    if (!kill_at && (now - began >= limit || stopped)) {
      why = stopped ? CommandResult::End::stopped : CommandResult::End::timed_out;
      ::kill(-pid, SIGTERM);
      kill_at = now + grace;
    } else if (kill_at && now >= *kill_at) {
      ::kill(-pid, SIGKILL);
      kill_at = now + grace;
    }
    read_what_is_there(reading.get(), poll_ms, result.output, open);
  }
  if (kill_at) ::kill(-pid, SIGKILL);
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  while (read_what_is_there(reading.get(), 0, result.output, open)) {
  }
  result.end = why != CommandResult::End::exited ? why
               : WIFEXITED(status)               ? CommandResult::End::exited
                                                 : CommandResult::End::signalled;
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
  return result;
}

}  // namespace migrate
