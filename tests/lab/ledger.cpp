#include "tests/lab/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "util/text.hpp"

namespace migrate::lab {

std::string text_of(const Ledger::State& state) {
  return state ? fmt::format("\"{}\" after {} writes", state->name, state->changes) : "nobody";
}

Ledger::Entry::Entry(std::unique_lock<std::mutex> lock,
                     std::map<std::int64_t, std::vector<State>>& states, std::int64_t id)
    : lock_(std::move(lock)), id_(id) {
  auto& possible = states[id];
  if (possible.empty()) possible.emplace_back(std::nullopt);
  possible_ = &possible;
}

bool Ledger::Entry::seen(const State& found) {
  if (std::find(possible_->begin(), possible_->end(), found) == possible_->end()) return false;
  *possible_ = {found};
  return true;
}

void Ledger::Entry::become(const std::optional<std::string>& name, bool perhaps) {
  std::vector<State> after = perhaps ? *possible_ : std::vector<State>{};
  for (const State& before : *possible_) {
    const State next = name ? State(Customer{*name, before ? before->changes + 1 : 1}) : State();
    if (std::find(after.begin(), after.end(), next) == after.end()) after.push_back(next);
  }
  *possible_ = std::move(after);
}

std::string Ledger::Entry::text() const {
  std::vector<std::string> texts;
  for (const State& state : *possible_) texts.push_back(text_of(state));
  return join(texts, " or ");
}

Ledger::Entry Ledger::lock(std::int64_t id) {
  Part& part = part_of(id);
  return Entry(std::unique_lock(part.mutex), part.states, id);
}

std::optional<Ledger::Entry> Ledger::try_lock(std::int64_t id) {
  Part& part = part_of(id);
  std::unique_lock lock(part.mutex, std::try_to_lock);
  if (!lock) return std::nullopt;
  return Entry(std::move(lock), part.states, id);
}

std::string Ledger::compare(const std::map<std::int64_t, Customer>& found) {
  std::string differing;
  int count = 0;
  std::size_t known = 0;
  const auto differs = [&](std::int64_t id, const std::string& expected, const State& is) {
    if (++count <= 10)
      differing += fmt::format("  customer {}: expected {}, found {}\n", id, expected, text_of(is));
  };
  for (Part& part : parts_) {
    std::lock_guard lock(part.mutex);
    for (const auto& [id, possible] : part.states) {
      const auto at = found.find(id);
      const State is = at == found.end() ? State() : State(at->second);
      if (is) ++known;
      if (std::find(possible.begin(), possible.end(), is) != possible.end()) continue;
      std::vector<std::string> texts;
      for (const State& state : possible) texts.push_back(text_of(state));
      differs(id, join(texts, " or "), is);
    }
  }
  if (known != found.size())
    differing += fmt::format("  {} customers are there that nobody wrote\n", found.size() - known);
  if (count > 0) differing += fmt::format("  {} customers differ in all\n", count);
  return differing;
}

}  // namespace migrate::lab
