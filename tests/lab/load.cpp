#include "tests/lab/load.hpp"

namespace migrate::lab {

using Clock = std::chrono::steady_clock;

Load::Load(Ledger& ledger, int port, Pace pace)
    : ledger_(ledger), port_(port), pace_(pace), begin_(Clock::now()) {
  for (unsigned i = 0; i < pace_.users; ++i) threads_.emplace_back([this, i] { work(i + 1); });
}

void Load::stop() {
  stopping_ = true;
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

// Requests are due at fixed moments. One that finds no user idle is late, and is counted from when
// it was due.
void Load::work(unsigned number) {
  User user(ledger_, port_, pace_.customers, number);
  while (!stopping_) {
    const auto due =
        begin_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
                     static_cast<double>(next_++) / pace_.per_second));
    std::this_thread::sleep_until(due);
    const Stage stage = stage_;
    const Experience experience = user.act();
    record(stage, Clock::now() - due, experience);
  }
}

void Load::record(Stage stage, Clock::duration took, const Experience& experience) {
  std::lock_guard lock(mutex_);
  samples_.push_back({stage, std::chrono::duration_cast<std::chrono::microseconds>(took),
                      experience.failed, experience.wrong});
  if (experience.failed || experience.wrong) troubles_.push_back({done_, stage, experience});
  ++done_;
}

std::vector<Sample> Load::samples() const {
  std::lock_guard lock(mutex_);
  return samples_;
}

std::vector<Trouble> Load::troubles() const {
  std::lock_guard lock(mutex_);
  return troubles_;
}

}  // namespace migrate::lab
