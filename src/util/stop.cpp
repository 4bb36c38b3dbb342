#include "util/stop.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>

#include "util/error.hpp"

namespace migrate {

namespace {

static_assert(std::atomic<int>::is_always_lock_free, "used in a signal handler");
std::atomic<int> requested{0};
std::atomic<int> signal_number{0};

// A byte in this pipe wakes every sleeper at once: it is polled, never read, until reset_stop().
struct WakePipe {
  int ends[2] = {-1, -1};
  WakePipe() {
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) ends[0] = ends[1] = -1;
  }
};

// Made before main, so that the handler never allocates. Deliberately never closed: a thread may
// still sleep on it while static objects are destroyed.
const WakePipe wake_pipe;

void handle(int number) {
  const int saved = errno;
  int none = 0;
  if (!signal_number.compare_exchange_strong(none, number))
    _exit(static_cast<int>(ExitCode::interrupted));
  request_stop();
  errno = saved;
}

}  // namespace

void install_stop_handlers() {
  struct sigaction action {};
  action.sa_handler = handle;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;  // a driver's read must not fail halfway through a batch
  sigaction(SIGTERM, &action, nullptr);
  // A shell that started the program in the background with `&` may have SIGINT ignored.
  struct sigaction before {};
  if (sigaction(SIGINT, nullptr, &before) != 0 || before.sa_handler != SIG_IGN)
    sigaction(SIGINT, &action, nullptr);
  // A closed pipe or socket is an error of that write, with its own message.
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigemptyset(&ignore.sa_mask);
  sigaction(SIGPIPE, &ignore, nullptr);
}

bool stop_requested() {
  return requested.load(std::memory_order_acquire) != 0;
}

void request_stop() {
  requested.store(1, std::memory_order_release);
  const char byte = 1;
  // A full pipe is as good: it is readable.
  if (wake_pipe.ends[1] >= 0) [[maybe_unused]]
    const auto written = write(wake_pipe.ends[1], &byte, 1);
}

void reset_stop() {
  char bytes[64];
  while (wake_pipe.ends[0] >= 0 && read(wake_pipe.ends[0], bytes, sizeof bytes) > 0) {
  }
  signal_number.store(0);
  requested.store(0, std::memory_order_release);
}

int stop_signal() {
  return signal_number.load();
}

void throw_if_stopped(const std::string& what, const std::string& state) {
  if (stop_requested())
    throw Error(ExitCode::interrupted,
                {"MIG-INTERRUPTED", what, "", state, "run the same command again to go on", {}});
}

void sleep_or_stop(long milliseconds) {
  using Clock = std::chrono::steady_clock;
  if (milliseconds <= 0) return;
  const auto start = Clock::now();
  while (!stop_requested()) {
    const auto spent =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
    if (spent >= milliseconds) return;
    const long left = milliseconds - static_cast<long>(spent);
    pollfd wake{wake_pipe.ends[0], POLLIN, 0};
    // Without a pipe (no descriptors left) short sleeps see the request soon enough.
    const int slice = static_cast<int>(left < 60000 ? left : 60000);
    if (wake.fd >= 0)
      poll(&wake, 1, slice);
    else
      poll(nullptr, 0, slice < 50 ? slice : 50);
  }
}

}  // namespace migrate
