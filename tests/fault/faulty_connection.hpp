// A Connection that fails at the Nth call of the process, to find out what every interruption
// leaves behind.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "dialects/connection.hpp"

namespace migrate::test {

struct Fault {
  enum class Mode {
    fail_before,   // the session ends, the call never reached the server
    fail_after,    // the call took effect, the answer never arrived, the session ends
    kill_before,   // SIGKILL to the process, before the call
    kill_after,    // SIGKILL to the process, after it
    crash_before,  // the server crashes and is started again, before the call
    crash_after,   // the same after it, the answer never arrived
  };
  Mode mode = Mode::fail_before;
  long call = 0;  // from 1
};

// "fail-after:17"; nullopt when it is nothing of the kind.
std::optional<Fault> parse_fault(const std::string& text);

// query, begin and commit of every connection that shares the trace, in the order they are made.
class CallTrace {
 public:
  // 'r' only reads; 't' changes something inside a transaction that is not committed by it; 'w'
  // anything else.
  long next(char kind);  // the number of this call, from 1
  // One letter per call.
  std::string letters() const;

 private:
  mutable std::mutex mutex_;
  std::string letters_;
};

// A statement that leaves nothing behind it once its session has ended: a query, a setting of the
// session, a session's lock.
bool only_reads(std::string_view sql);

// `crash`: makes the server crash, and comes back when it answers again.
db::ConnectionPtr make_faulty(db::ConnectionPtr inner, CallTrace& calls, std::optional<Fault> fault,
                              const std::function<void()>& crash = {});

}  // namespace migrate::test
