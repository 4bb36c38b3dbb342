#include "tests/support/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace migrate::test {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

std::string contents(int fd) {
  std::string text;
  char buffer[8192];
  off_t at = 0;
  for (ssize_t n; (n = pread(fd, buffer, sizeof buffer, at)) > 0; at += n) {
    text.append(buffer, static_cast<std::size_t>(n));
  }
  return text;
}

std::vector<std::string> environment_of(const Command& command) {
  std::map<std::string, std::string> env;
  for (const char* name : {"PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "ASAN_OPTIONS",
                           "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) env[name] = value;
  }
  for (const auto& [name, value] : command.env) env[name] = value;
  std::vector<std::string> out;
  for (const auto& [name, value] : env) out.push_back(name + "=" + value);
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

std::string Outcome::text() const {
  return fmt::format("exit {}{}{}\n--- stdout\n{}--- stderr\n{}", exit,
                     signal ? fmt::format(" (signal {})", signal) : "",
                     timed_out ? " (timed out, killed)" : "", out, err);
}

Process::Process(const Command& command) {
  std::vector<std::string> argv = command.argv, env = environment_of(command);
  std::vector<char*> args = pointers(argv), vars = pointers(env);
  // Memory files instead of pipes: a child that writes a lot never blocks on us, and no reader
  // thread is needed.
  out_ = memfd_create("stdout", MFD_CLOEXEC);
  err_ = memfd_create("stderr", MFD_CLOEXEC);
  if (out_ < 0 || err_ < 0) fail("memfd_create");
  pid_ = fork();
  if (pid_ < 0) fail("fork");
  if (pid_ == 0) {  // only async-signal-safe calls: other threads of the parent may hold locks
    const int null = open("/dev/null", O_RDONLY);
    dup2(null, 0);
    dup2(out_, 1);
    dup2(err_, 2);
    if (!command.directory.empty() && chdir(command.directory.c_str()) != 0) _exit(126);
    execve(args[0], args.data(), vars.data());
    _exit(127);
  }
  // Not by its wrapper: glibc 2.36 declares that without C linkage.
  pidfd_ = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
  if (pidfd_ < 0) fail("pidfd_open");
}

Process::~Process() {
  if (pid_ > 0) {
    send(SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  for (int fd : {pidfd_, out_, err_}) {
    if (fd >= 0) close(fd);
  }
}

bool Process::running() {
  pollfd ended{pidfd_, POLLIN, 0};
  return poll(&ended, 1, 0) == 0;
}

void Process::send(int signal) {
  if (pid_ > 0) kill(pid_, signal);
}

Outcome Process::wait(std::chrono::milliseconds timeout) {
  Outcome outcome;
  pollfd ended{pidfd_, POLLIN, 0};
  if (poll(&ended, 1, static_cast<int>(timeout.count())) == 0) {
    outcome.timed_out = true;
    send(SIGKILL);
  }
  int status = 0;
  if (waitpid(pid_, &status, 0) < 0) fail("waitpid");
  pid_ = -1;
  if (WIFEXITED(status)) outcome.exit = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  outcome.out = contents(out_);
  outcome.err = contents(err_);
  return outcome;
}

Outcome run(const Command& command, std::chrono::milliseconds timeout) {
  return Process(command).wait(timeout);
}

}  // namespace migrate::test
