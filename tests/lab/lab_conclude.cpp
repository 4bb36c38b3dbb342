// The end of a story: what must hold, and what is told.
#include <fmt/format.h>

#include "tests/lab/lab.hpp"
#include "util/text.hpp"

namespace migrate::lab {

namespace {

std::string text_of(const Trouble& trouble) {
  return fmt::format("  after {} requests, {}: {}: {}\n", trouble.request, name_of(trouble.stage),
                     trouble.experience.instance.empty() ? "nobody" : trouble.experience.instance,
                     trouble.experience.what);
}

}  // namespace

void Lab::conclude(const std::string& column, const std::set<std::string>& blamed) {
  load_->stop();
  platform_.dismiss_all();
  fmt::print(narration_, "\n{}\nThe gate, when it was asked:\n", table_of(load_->samples()));
  for (const Saying& said : gate_)
    fmt::print(narration_, "{:>7.1f} s {:>7}  {}\n", said.at,
               with_thousands(static_cast<std::uint64_t>(said.requests)), said.text);
  check_troubles(blamed);
  const std::size_t customers = compare(column);
  const Figures all = figures_of(load_->samples());
  fmt::print(
      narration_,
      "\n{} of {} requests failed{}. The database holds what the ledger says: {} customers.\n"
      "Statements prepared anew because the table had changed: {}; deadlocks tried again: {};\n"
      "requests that nginx gave to a second instance: {}.\n",
      with_thousands(static_cast<std::uint64_t>(all.failed)),
      with_thousands(static_cast<std::uint64_t>(all.requests)),
      blamed.empty() ? ""
                     : ", all of them answered by " + join({blamed.begin(), blamed.end()}, ", "),
      with_thousands(customers), platform_.prepared_anew(), platform_.deadlocks(),
      platform_.passed_on());
  std::fflush(narration_);
}

void Lab::check_troubles(const std::set<std::string>& blamed) {
  std::string unexpected;
  int count = 0;
  bool any_blamed = false;
  for (const Trouble& trouble : load_->troubles()) {
    if (trouble.experience.failed && trouble.stage != Stage::after &&
        blamed.count(trouble.experience.instance) > 0) {
      any_blamed = true;
      continue;
    }
    if (++count <= 10) unexpected += text_of(trouble);
  }
  if (count > 0)
    throw NotShown(
        fmt::format("{} requests failed or were answered wrongly:\n{}", count, unexpected));
  // Else this test could not fail.
  if (!blamed.empty() && !any_blamed) throw NotShown("no request failed, and some should have");
}

std::size_t Lab::compare(const std::string& column) {
  std::map<std::int64_t, Customer> found;
  const Opened opened = database_->open();
  for (const db::Row& row :
       opened.connection->query("SELECT id, " + column + ", changes FROM customer").rows)
    found[row.at(0).as_int()] = {row.at(1).text, row.at(2).as_int()};
  const std::string differing = ledger_.compare(found);
  if (!differing.empty()) throw NotShown("the table differs from the ledger:\n" + differing);
  return found.size();
}

}  // namespace migrate::lab
