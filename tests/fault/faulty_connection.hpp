// A Connection that fails at the Nth call of the process, to find out what every interruption
// leaves behind.
#pragma once
#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "dialects/connection.hpp"

namespace migrate::test {

struct Fault {
  enum class Mode {
    fail_before,  // the session ends, the call never reached the server
    fail_after,   // the call took effect, the answer never arrived, the session ends
    kill_before,  // SIGKILL to the process, before the call
    kill_after,   // SIGKILL to the process, after it
  };
  Mode mode = Mode::fail_before;
  long call = 0;  // from 1
};

// "fail-after:17"; nullopt when it is nothing of the kind.
std::optional<Fault> parse_fault(const std::string& text);

// query, begin and commit of every connection that shares the counter, in the order they are made.
using CallCounter = std::atomic<long>;

db::ConnectionPtr make_faulty(db::ConnectionPtr inner, CallCounter& calls,
                              std::optional<Fault> fault);

}  // namespace migrate::test
