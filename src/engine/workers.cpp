#include "engine/workers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <limits>
#include <thread>

#include "backfill/batch.hpp"
#include "util/error.hpp"
#include "util/stop.hpp"

namespace migrate {

namespace {
constexpr std::chrono::seconds patience{10};
}  // namespace

// Used by one thread at a time: made by the caller's, then handed to its own and back by join.
struct Workers::Worker {
  explicit Worker(Opened opened) : connection(std::move(opened.connection)) {}

  Outcome work(const Lease& lease, const Dialect& dialect, const std::string& migration,
               const Step& step, const Claim& claim, const std::vector<db::Value>& end,
               const Accept& accept) {
    auto begun = std::chrono::steady_clock::now();
    Store store(*connection, dialect);
    Outcome outcome;
    auto transaction =
        store.begin_claimed(migration, step.id, claim.number, lease.token(), step.batch->before);
    if (transaction.begun().affected == 0) lease.unchanged(store);
    outcome.result =
        only_work_on(*connection, *step.batch, {claim.from, claim.to, std::nullopt}, end);
    accept(claim, outcome.result, store);
    transaction.commit();
    outcome.took = std::chrono::steady_clock::now() - begun;
    return outcome;
  }

  db::ConnectionPtr connection;
};

Workers::Workers(const Session& session, const Lease& lease, Millis lock_timeout,
                 Observer& observer)
    : session_(session), lease_(lease), lock_timeout_(lock_timeout), observer_(observer) {}

Workers::~Workers() = default;

// A server that is full for the moment is not the end of a backfill that is under way, nor is it
// said of that that nothing was changed.
void Workers::open(std::size_t wanted) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (workers_.size() < wanted && !refused_) {
    try {
      auto worker = std::make_unique<Worker>(open_database(session_.url(), session_.decorator()));
      worker->connection->limit_lock_wait(lock_timeout_);
      workers_.push_back(std::move(worker));
    } catch (const Error& e) {
      if (!workers_.empty()) {
        observer_.note(fmt::format("{} of {} workers: {}", workers_.size(), wanted, e.what()));
        refused_ = true;
        return;
      }
      constexpr auto state = "everything committed so far is recorded";
      throw_if_stopped("stopped on request while no session could be opened", state);
      if (std::chrono::steady_clock::now() >= until)
        throw Error(ExitCode::failed, {"MIG-CONNECTION-LOST",
                                       "no session could be opened for a worker",
                                       "",
                                       state,
                                       "run the same command again",
                                       {e.what()}});
      sleep_or_stop(500);
    }
  }
}

std::size_t Workers::sessions(std::size_t wanted) {
  open(wanted);
  return std::min(workers_.size(), wanted);
}

std::size_t Workers::most() const {
  return refused_ ? workers_.size() : std::numeric_limits<std::size_t>::max();
}

std::vector<Workers::Outcome> Workers::run(const std::string& migration, const Step& step,
                                           const std::vector<Claim>& claims,
                                           const std::vector<db::Value>& end, const Accept& accept,
                                           const std::function<void()>& meanwhile) {
  const auto at_once = sessions(claims.size());
  std::vector<Outcome> outcomes(claims.size());
  std::vector<std::exception_ptr> failures(at_once + 1);
  {
    std::vector<std::jthread> threads;
    for (std::size_t n = 0; n < at_once; ++n)
      threads.emplace_back([&, n] {
        try {
          for (auto i = n; i < claims.size(); i += at_once)
            outcomes[i] = workers_[n]->work(lease_, session_.dialect(), migration, step, claims[i],
                                            end, accept);
        } catch (...) {
          failures[n] = std::current_exception();
        }
      });
    try {
      meanwhile();
    } catch (...) {
      failures.back() = std::current_exception();
    }
  }
  for (auto& failure : failures) {
    if (!failure) continue;
    workers_.clear();
    refused_ = false;
    std::rethrow_exception(failure);
  }
  return outcomes;
}

}  // namespace migrate
