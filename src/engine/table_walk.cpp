#include "engine/table_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "backfill/culprit.hpp"
#include "engine/step_runner.hpp"

namespace migrate {

namespace {

bool waits(const db::DbError& error) {
  return error.failure() == db::Failure::lock_timeout || error.failure() == db::Failure::deadlock;
}

double share(std::uint64_t rows, std::uint64_t of) {
  return static_cast<double>(std::max<std::uint64_t>(rows, 1)) /
         static_cast<double>(std::max<std::uint64_t>(of, 1));
}

[[noreturn]] void throw_found(const std::string& migration, const Step& step,
                              const db::Result& result) {
  std::vector<std::string> keys;
  for (auto& row : result.rows) keys.push_back(describe_row(result.columns, row));
  if (step.kind == StepKind::search)
    throw RowsFound(
        ExitCode::findings,
        {"MIG-CHECK-FAILED", fmt::format("\"{}\" found some", step.title), "",
         fmt::format("all steps before {} are done and recorded; nothing after it was begun",
                     step.id),
         mend("the rows named", migration, step.phase), keys});
  bool early = step.phase == Phase::expand;  // there is no new shape yet that could be filled
  throw VerifyDiffers(
      ExitCode::findings,
      {"MIG-VERIFY-DIFFERS", fmt::format("\"{}\" found rows that differ", step.title), "",
       early ? "every finished step is recorded; nothing was removed"
             : "consistent; the old shape is untouched and nothing was removed",
       early
           ? fmt::format(
                 "mend the rows named, then `migrate expand {0}`, or `migrate rollback {0}`",
                 migration)
           : fmt::format(
                 "find out who writes past the triggers (bulk loads, replication roles), then "
                 "`migrate backfill {0}`: it fills such rows again from the old shape; or `migrate "
                 "rollback {0}`",
                 migration),
       keys});
}

}  // namespace

TableWalk::TableWalk(const std::string& migration, const Step& step, Session& session, Lease& lease,
                     Workers& workers, std::size_t at_once, BatchSizer& sizer, Clock& clock)
    : migration_(migration),
      step_(step),
      batch_(*step.batch),
      session_(session),
      lease_(lease),
      workers_(workers),
      at_once_(at_once),
      sizer_(sizer),
      clock_(clock) {}

void TableWalk::begin(const FencedTransaction& in_transaction) {
  if (resume()) return;
  if (auto limits = walk_limits(session_.connection(), batch_)) {
    point_.from = limits->first;
    point_.end = limits->second;  // the high-water mark: later rows were born under the triggers
  } else {
    point_.done = true;
  }
  in_transaction([&](Store& s) { s.save_checkpoint(migration_, step_.id, point_); });
}

bool TableWalk::resume() {
  auto known = session_.store().checkpoint(migration_, step_.id);
  if (!known) return false;
  point_ = *known;
  claims_.clear();
  for (auto& claim : session_.store().claims(migration_, step_.id)) {
    const auto rows = counted_ahead(point_, claim);
    claims_.push_back({claim, rows, rows, true});
  }
  return true;
}

// What a batch has read was committed, and so was the change of the row in its way, if there was
// one: it is seen here. With nothing to clear the two are in one another's way as they are now.
bool TableWalk::cleared(const BatchFailed& failed) {
  if (failed.failure() != db::Failure::unique_violation || step_.cleanup.empty()) return false;
  stop_if_asked();
  lease_.check();
  auto transaction = session_.store().begin_held(lease_.token());
  lease_.fence(transaction);
  std::uint64_t rows = 0;
  for (auto& statement : step_.cleanup) rows += session_.connection().query(statement).affected;
  transaction.commit();
  return rows > 0;
}

TableWalk::Turn TableWalk::turn() {
  for (int times = 0;; ++times, resume()) {
    begun_ = false;
    try {
      auto turn = at_once_ > 1 || !claims_.empty() ? together() : alone();
      // A commit that costs more than what it commits would not become cheaper by smaller batches.
      const auto took = std::min(turn.took, turn.work * 2);
      // Where the keys have gaps it is sooner over than one of as many keys where they have none.
      const ExactMillis without_gaps = took / turn.met;
      const ExactMillis target = sizer_.target() ? ExactMillis(*sizer_.target()) : took;
      sizer_.took(std::max(took, std::min(without_gaps, target)), turn.full, turn.size);
      return turn;
    } catch (const BatchFailed& failed) {
      session_.connection().rollback();
      if (times < most_cleared && cleared(failed)) {
        sizer_.blocked();
        continue;
      }
      if (db::is_about_a_row(failed.failure())) throw_with_row(failed);
      if (waits(failed)) sizer_.blocked();
      throw;
    } catch (const db::DbError& error) {
      session_.connection().rollback();
      // Where not even the beginning was to be had, a smaller batch would not have had it.
      if (begun_ && waits(error)) sizer_.blocked();
      throw;
    }
  }
}

// The application's transactions may hold a row that is looked for: then the failure is told as it
// is. A lost connection is not caught: the whole batch is tried again.
void TableWalk::throw_with_row(const BatchFailed& failed) {
  auto allowed = [this] {
    stop_if_asked();
    lease_.check();
    lease_.fence(session_.store());
  };
  std::optional<Culprit> found;
  try {
    found = find_culprit(session_.connection(), batch_, failed.range(), sizer_.rows(), allowed);
  } catch (const db::DbError& error) {
    session_.connection().rollback();
    if (!waits(error)) throw;
  }
  if (!found) {
    const auto& [from, to, _] = failed.range();
    throw db::DbError(failed.failure(), failed.native_code(),
                      fmt::format("rows {} to {}: {}", describe_row(batch_.key, from),
                                  describe_row(batch_.key, to), failed.what()));
  }
  auto row = fmt::format("{} {}: ", batch_.by_blocks ? "a row of" : "row",
                         describe_row(found->columns, found->key));
  std::string words = found->error.what();
  throw db::DbError(found->error.failure(), found->error.native_code(),
                    words.starts_with(row) ? words : row + words);
}

TableWalk::Turn TableWalk::alone() {
  const auto size = sizer_.rows();
  std::chrono::steady_clock::time_point begun;
  Checkpoint after = point_;
  Turn turn;
  {
    auto& connection = session_.connection();
    std::optional<db::Transaction> transaction;
    // Where beginning waits for the only write lock there is, that is not the batch's own time.
    const bool waits = session_.dialect().capabilities().writers_poll;
    if (waits) transaction.emplace(connection);
    begun_ = true;
    begun = clock_.monotonic();
    if (!waits)
      transaction.emplace(connection, batch_.before, batch_.bounds.sql,
                          bounds_values(batch_, point_.from, point_.end, size));
    const auto range = waits ? find_range(connection, batch_, point_.from, point_.end, size)
                             : range_of(transaction->begun(), point_.from, point_.end);
    refuse_one_key_in_two(range);
    count_ahead(range, size);
    after.done = !range.next;
    if (range.next) after.from = *range.next;
    after.batches += 1;
    after.batch_rows = size;
    // How far the batch brings the walk is recorded ahead of it, by a statement that is the fence
    // as well; how many rows these were only where that is known.
    const bool known = range.next && !tells_rows() && !batch_.by_blocks;
    if (known) turn.rows = size;
    after.rows += turn.rows;
    move_to(after);
    auto result = waits ? work_on(connection, batch_, range, point_.end)
                        : only_work_on(connection, batch_, range, point_.end);
    turn.work = since(begun);
    accept(result);
    if (!known) {
      turn.rows = range.next ? read(result, size, range) : last_rows(connection, result, range);
      if (range.next) turn.met = share(turn.rows, size);
      after.rows += turn.rows;
      session_.store().add_rows(migration_, step_.id, turn.rows);
    }
    transaction->commit();
  }
  point_ = after;
  turn.took = since(begun);
  turn.full = !point_.done;
  turn.size = after.batch_rows;
  return turn;
}

// Ranges are claimed first, in one transaction with the checkpoint that passes them; each claim
// goes with the batch that does its work. Killed at any point, what is claimed is still to do, and
// nothing that was committed is done twice. The next ranges are claimed while these are worked on:
// nobody waits for that.
TableWalk::Turn TableWalk::together() {
  begun_ = true;
  if (claims_.empty()) claims_ = claim();
  std::vector<Claim> wave;
  // No more than there are sessions: orders are looked at between two waves. A split makes one
  // more.
  while (wave.size() < workers_.sessions(std::min(claims_.size(), at_once_))) {
    if (claims_[wave.size()].earlier) split(wave.size());
    wave.push_back(claims_[wave.size()].claim);
  }
  std::vector<Held> next;
  // The number of the table's last batch, once it is claimed; nobody claims any more then.
  std::optional<std::int64_t> last;
  if (point_.done) last = static_cast<std::int64_t>(point_.batches);
  std::uint64_t rows_of_last = 0;
  auto outcomes = workers_.run(
      migration_, step_, wave, point_.end,
      [&](const Claim& claim, const db::Result& result, Store& store) {
        accept(result);
        if (claim.number != last) return;
        rows_of_last = last_rows(store.connection(), result, {claim.from, claim.to, std::nullopt});
        store.add_rows(migration_, step_.id, rows_of_last);
      },
      [&] {
        if (at_once_ > 1 && wave.size() == claims_.size() && !point_.done) next = claim();
      });
  Turn turn;
  turn.full = true;
  for (std::size_t i = 0; i < wave.size(); ++i) {
    if (wave[i].number == last) {
      point_.rows += rows_of_last;
      turn.rows += rows_of_last;
      turn.full = false;
    } else {
      // Of what an interrupted run has claimed: about as many.
      turn.size = claims_[i].size > 0 ? claims_[i].size : sizer_.rows();
      auto rows = read(outcomes[i].result, turn.size, {wave[i].from, wave[i].to, std::nullopt});
      point_.rows = point_.rows - std::min(point_.rows, claims_[i].rows) + rows;
      turn.rows += rows;
      turn.met = std::min(turn.met, share(rows, turn.size));
    }
    turn.work = turn.took = std::max(turn.took, outcomes[i].took);
  }
  claims_.erase(claims_.begin(), claims_.begin() + static_cast<std::ptrdiff_t>(wave.size()));
  claims_.insert(claims_.end(), next.begin(), next.end());
  return turn;
}

// What an earlier attempt has claimed is as large as batches were then: a lock may have been in its
// way since, or a limit have come. So many rows as are right now become a claim of their own, ahead
// of all others; the rest keeps the number, which may be that of the table's last batch. Both come
// in the transaction that takes the whole one away: the record never lacks a row of it.
void TableWalk::split(std::size_t at) {
  const auto size = sizer_.rows();
  const Claim whole = claims_[at].claim;
  auto& store = session_.store();
  auto transaction =
      store.begin_claimed(migration_, step_.id, whole.number, lease_.token(), batch_.before);
  if (transaction.begun().affected == 0) lease_.unchanged(store);
  // How many rows a block holds may be told by how many blocks the whole walk is over.
  const auto range = find_range(session_.connection(), batch_, whole.from,
                                batch_.by_blocks ? point_.end : whole.to, size);
  const auto all =
      !range.next || (batch_.by_blocks && range.next->at(0).as_int() > whole.to.at(0).as_int());
  if (all) return;
  refuse_one_key_in_two(range);
  auto lowest = whole.number;
  for (auto& held : claims_) lowest = std::min(lowest, held.claim.number);
  const Held front{{lowest - 1, whole.from, range.to}, size, size};
  auto& rest = claims_[at];
  rest.claim.from = *range.next;
  // Of the table's last batch nothing was counted ahead.
  const bool uncounted = rest.size == 0;
  if (!uncounted) rest.rows = rest.size = std::max(rest.size, size + 1) - size;
  store.claim(migration_, step_.id, front.claim);
  store.claim(migration_, step_.id, rest.claim);
  if (uncounted) store.add_rows(migration_, step_.id, size);
  transaction.commit();
  if (uncounted) point_.rows += size;
  claims_.insert(claims_.begin() + static_cast<std::ptrdiff_t>(at), front);
}

std::vector<TableWalk::Held> TableWalk::claim() {
  const auto size = sizer_.rows();
  const auto at_once = std::min(at_once_, workers_.most());
  auto& connection = session_.connection();
  Checkpoint after = point_;
  std::vector<Held> claims;
  auto& store = session_.store();
  // A claim is as durable as the batch that does its work, which commits behind it.
  auto transaction = store.begin_held(lease_.token(), batch_.before);
  lease_.fence(transaction);
  while (claims.size() < at_once && !after.done) {
    auto range = find_range(connection, batch_, after.from, after.end, size);
    refuse_one_key_in_two(range);
    after.batches += 1;
    const Claim claim{static_cast<std::int64_t>(after.batches), range.from, range.to};
    after.done = !range.next;
    const auto rows = range.next ? size : 0;
    claims.push_back({claim, rows, rows});
    count_ahead(range, size);
    if (!range.next) break;
    after.from = *range.next;
    after.rows += size;
  }
  after.batch_rows = size;
  move_to(after);
  for (auto& held : claims) store.claim(migration_, step_.id, held.claim);
  transaction.commit();
  point_ = after;
  return claims;
}

// Rows with one key on both sides of a batch's end would be done twice, and in batches of one row
// for ever. Planners take keys that are unique: the catalog may have said so of rows that are not.
void TableWalk::refuse_one_key_in_two(const BatchRange& range) const {
  if (!range.next || *range.next != range.to) return;
  throw Error(ExitCode::failed,
              {"MIG-STEP-FAILED",
               fmt::format("\"{}\" cannot go on: table {} has several rows {}, by which it is "
                           "walked as by a unique key",
                           step_.title, batch_.table, describe_row(batch_.key, range.to)),
               "",
               "every batch before these rows is done and recorded",
               mend("the rows named, or the index over them", migration_, step_.phase),
               {}});
}

void TableWalk::move_to(const Checkpoint& after) {
  auto& store = session_.store();
  if (!store.move_checkpoint(migration_, step_.id, after, point_.batches, lease_.token()))
    lease_.unchanged(store);
}

Checkpoint TableWalk::point() const {
  auto point = point_;
  point.done = done();
  point.batches -= std::min<std::uint64_t>(point.batches, claims_.size());
  for (auto& held : claims_) point.rows -= std::min(point.rows, held.rows);
  return point;
}

void TableWalk::accept(const db::Result& result) const {
  if (only_walks(step_.kind) && !result.rows.empty()) throw_found(migration_, step_, result);
}

// A copy into an empty table does: it inserts each row that it reads.
bool TableWalk::tells_rows() const {
  return batch_.by_numbers && batch_.once && !batch_.notes;
}

// A batch has one block at least, and blocks may hold more rows than the statistics tell.
std::uint64_t TableWalk::read(const db::Result& result, std::uint64_t asked_for,
                              const BatchRange& range) const {
  if (tells_rows()) return std::min(result.affected, asked_for);
  if (!batch_.by_blocks) return asked_for;
  const auto blocks = range.to.at(0).as_int() - range.from.at(0).as_int() + 1;
  const auto about = share(static_cast<std::uint64_t>(blocks),
                           static_cast<std::uint64_t>(point_.end.at(0).as_int() + 1)) *
                     static_cast<double>(batch_.estimated_rows);
  const auto filled = step_.kind == StepKind::fill ? result.affected : 0;
  return std::max({asked_for, static_cast<std::uint64_t>(about), filled});
}

// A batch that deletes leaves nothing to count, one that inserts says nothing about what it read.
void TableWalk::count_ahead(const BatchRange& range, std::uint64_t at_most) {
  counted_.reset();
  if (batch_.users && !range.next)
    counted_ = count_last(session_.connection(), batch_, range, point_.end, at_most);
}

std::uint64_t TableWalk::last_rows(db::Connection& connection, const db::Result& result,
                                   const BatchRange& range) const {
  if (counted_) return *counted_;
  // Claimed by an interrupted run, which may have seen more.
  if (batch_.users) return std::min(result.affected, sizer_.rows());
  return step_.kind == StepKind::fill && !batch_.notes
             ? result.affected
             : count_last(connection, batch_, range, point_.end, sizer_.rows());
}

ExactMillis TableWalk::since(std::chrono::steady_clock::time_point then) const {
  return clock_.monotonic() - then;
}

}  // namespace migrate
