#include "backfill/culprit.hpp"

#include <algorithm>
#include <utility>

namespace migrate {

namespace {

// A table of 2^60 rows; more only while rows come faster than they are halved.
constexpr int most_rounds = 60;

class Search {
 public:
  Search(db::Connection& connection, const Batch& batch, const std::function<void()>& allowed)
      : connection_(connection), batch_(batch), allowed_(allowed) {}

  // The error about a row that this range raises now; nothing when it raises none.
  std::optional<db::DbError> failure_of(const std::vector<db::Value>& from,
                                        const std::vector<db::Value>& to) {
    db::Transaction never_committed(connection_);
    allowed_();
    try {
      work_on(connection_, batch_, {from, to, std::nullopt}, to);
    } catch (const db::DbError& error) {
      if (!db::is_about_a_row(error.failure())) throw;
      return error;
    }
    return std::nullopt;
  }

  std::optional<Culprit> run(std::vector<db::Value> from, std::vector<db::Value> to,
                             std::uint64_t rows) {
    // From the last key to the first there is no row: what fails over none is no row's fault.
    if (from != to && failure_of(to, from)) return std::nullopt;
    rows = std::max<std::uint64_t>(rows, 1);
    int round = 0;
    while (round < most_rounds && keys_at(connection_, batch_, from, to, rows).rows.size() == 2) {
      rows *= 2;
      ++round;
    }
    for (; round < 2 * most_rounds; ++round) {
      auto half = std::max<std::uint64_t>(rows / 2, 1);
      auto keys = keys_at(connection_, batch_, from, to, half);
      if (keys.rows.size() == 2) {
        // When it is not the lower half it should be the upper one: the last key's own failure is
        // the proof.
        if (failure_of(from, keys.rows[0])) {
          to = keys.rows[0];
          rows = half;
        } else {
          from = keys.rows[1];
          rows = std::max<std::uint64_t>(rows - half, 1);
        }
      } else if (rows == 1) {
        if (keys.rows.empty()) return std::nullopt;
        auto error = failure_of(keys.rows[0], keys.rows[0]);
        if (!error) return std::nullopt;
        return Culprit{keys.columns, keys.rows[0], std::move(*error)};
      } else {
        rows = half;
      }
    }
    return std::nullopt;
  }

 private:
  db::Connection& connection_;
  const Batch& batch_;
  const std::function<void()>& allowed_;
};

}  // namespace

std::optional<Culprit> find_culprit(db::Connection& connection, const Batch& batch,
                                    const BatchRange& range, std::uint64_t rows,
                                    const std::function<void()>& allowed) {
  return Search(connection, batch, allowed).run(range.from, range.to, rows);
}

}  // namespace migrate
