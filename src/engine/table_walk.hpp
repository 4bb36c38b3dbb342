// One walk over a table's key in batches, one at a time or several: where it stands, and one turn
// further. Private to src/engine.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "backfill/batch.hpp"
#include "backfill/batch_size.hpp"
#include "engine/lease.hpp"
#include "engine/session.hpp"
#include "engine/workers.hpp"
#include "state/records.hpp"
#include "util/clock.hpp"

namespace migrate {

class TableWalk {
 public:
  // What a turn has done.
  struct Turn {
    std::uint64_t rows = 0;
    ExactMillis took{0};     // of its longest batch
    ExactMillis work{0};     // of that, without the commit
    bool full = false;       // none of its batches was the table's last
    std::uint64_t size = 0;  // rows that one of its batches was to take
    double met = 1;          // least share of those that one of them met
  };
  using FencedTransaction = std::function<void(const std::function<void(Store&)>&)>;

  // All must outlive the walk; `workers` are used where `at_once` is more than one, or where an
  // interrupted run has left claims.
  TableWalk(const std::string& migration, const Step& step, Session& session, Lease& lease,
            Workers& workers, std::size_t at_once, BatchSizer& sizer, Clock& clock);

  // Where an earlier run came to, or the beginning, which is recorded.
  void begin(const FencedTransaction& in_transaction);
  // From the next turn on.
  void at_once(std::size_t workers) { at_once_ = workers; }
  bool done() const { return point_.done && claims_.empty(); }
  // What is claimed and not yet done is not in it.
  Checkpoint point() const;

  // Throws DbError, after which the walk is to be begun anew from the record; VerifyDiffers.
  Turn turn();

 private:
  struct Held {
    Claim claim;
    std::uint64_t rows = 0;  // that the point's rows have in them already
    std::uint64_t size = 0;  // rows that it was to take; 0: not known, of the table's last
    bool earlier = false;    // an earlier attempt has claimed it
  };
  bool resume();
  // Did a row that has changed since it was filled in stand in the batch's way, which now is gone?
  bool cleared(const BatchFailed& failed);
  // In a turn. A true duplicate must be told, also where others change all the time; a smaller
  // batch meets fewer of those.
  static constexpr int most_cleared = 20;
  Turn alone();
  Turn together();
  std::vector<Held> claim();
  void split(std::size_t at);
  void refuse_one_key_in_two(const BatchRange& range) const;
  // In the record, in whose transaction it is done.
  void move_to(const Checkpoint& after);
  [[noreturn]] void throw_with_row(const BatchFailed& failed);
  void accept(const db::Result& result) const;
  // Does a batch say how many rows it has read?
  bool tells_rows() const;
  // Rows of a batch that was to take `asked_for`.
  std::uint64_t read(const db::Result& result, std::uint64_t asked_for,
                     const BatchRange& range) const;
  void count_ahead(const BatchRange& range, std::uint64_t at_most);
  std::uint64_t last_rows(db::Connection& connection, const db::Result& result,
                          const BatchRange& range) const;
  ExactMillis since(std::chrono::steady_clock::time_point then) const;

  const std::string& migration_;
  const Step& step_;
  const Batch& batch_;
  Session& session_;
  Lease& lease_;
  Workers& workers_;
  std::size_t at_once_;
  BatchSizer& sizer_;
  Clock& clock_;
  Checkpoint point_;
  std::vector<Held> claims_;
  std::optional<std::uint64_t> counted_;  // rows of the last batch of a statement of the user's
  bool begun_ = false;                    // the turn's transaction
};

}  // namespace migrate
