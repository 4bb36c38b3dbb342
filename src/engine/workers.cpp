#include "engine/workers.hpp"

#include <chrono>
#include <exception>
#include <thread>

#include "backfill/batch.hpp"

namespace migrate {

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

Workers::Workers(const Session& session, const Lease& lease, Millis lock_timeout)
    : session_(session), lease_(lease), lock_timeout_(lock_timeout) {}

Workers::~Workers() = default;

std::vector<Workers::Outcome> Workers::run(const std::string& migration, const Step& step,
                                           const std::vector<Claim>& claims,
                                           const std::vector<db::Value>& end, const Accept& accept,
                                           const std::function<void()>& meanwhile) {
  while (workers_.size() < claims.size()) {
    auto worker = std::make_unique<Worker>(open_database(session_.url(), session_.decorator()));
    worker->connection->limit_lock_wait(lock_timeout_);
    workers_.push_back(std::move(worker));
  }
  std::vector<Outcome> outcomes(claims.size());
  std::vector<std::exception_ptr> failures(claims.size() + 1);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < claims.size(); ++i)
      threads.emplace_back([&, i] {
        try {
          outcomes[i] = workers_[i]->work(lease_, session_.dialect(), migration, step, claims[i],
                                          end, accept);
        } catch (...) {
          failures[i] = std::current_exception();
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
    std::rethrow_exception(failure);
  }
  return outcomes;
}

}  // namespace migrate
