// --wait of gate and contract: asks again until the answer is the one hoped for.
#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "cli/session.hpp"

namespace migrate::cli {

class GateWait {
 public:
  void declare(Flags& flags);
  bool wanted() const { return limit_.has_value(); }

  // Calls `attempt` until it returns true or the time is over; false: it is over. `attempt` says in
  // `why` what it still waits for. Between two attempts nothing is held: no lease, no transaction.
  // A connection that is lost meanwhile is opened again. Throws Error exit 6 (MIG-INTERRUPTED) when
  // a stop was requested.
  bool until(Session& session, const std::function<bool(std::string& why)>& attempt) const;

 private:
  std::optional<Millis> limit_;
};

bool all_open(const std::vector<Verdict>& verdicts);
// Why these gates are closed, in one line.
std::string closed_by(const std::vector<Verdict>& verdicts);

}  // namespace migrate::cli
