// A Connection that fails at the Nth call of the process, to find out what every interruption
// leaves behind.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
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
    late_commit,   // the connection is lost, and the server comes to the end of its COMMIT later
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

  long next_connection();
  // From here on a line for every change: the statement with its values, and COMMIT or ROLLBACK of
  // a transaction that changed something. Where two connections have one open at once, the lines
  // name theirs. Runs of a command on copies of one database that wrote the same lines left the
  // same database behind, wherever they were interrupted.
  void write_changes_to(const std::string& file);
  // `open`: the connection's transaction is, after it.
  void changed(long connection, const std::string& text, bool open);

 private:
  mutable std::mutex mutex_;
  std::string letters_;
  long connections_ = 0;
  int changes_ = -1;
  std::set<long> open_;  // connections
};

// A statement that leaves nothing behind it once its session has ended: a query, a setting of the
// session, a session's lock.
bool only_reads(std::string_view sql);

// Waits for commits that are late: a server does not give one up because its client has.
void wait_for_late_commits();

// `crash`: makes the server crash, and comes back when it answers again.
db::ConnectionPtr make_faulty(db::ConnectionPtr inner, CallTrace& calls, std::optional<Fault> fault,
                              const std::function<void()>& crash = {});

}  // namespace migrate::test
