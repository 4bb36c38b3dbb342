// What the load generator has been told about each customer, and so what every later answer must
// say. An answer that failed leaves two possibilities (it was done, or not); the next one decides.
#pragma once
#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/lab/customers.hpp"

namespace migrate::lab {

class Ledger {
 public:
  using State = std::optional<Customer>;  // nullopt: no such customer

  // One customer, which nobody else asks about or writes to meanwhile.
  class Entry {
   public:
    Entry(std::unique_lock<std::mutex> lock, std::map<std::int64_t, std::vector<State>>& states,
          std::int64_t id);
    std::int64_t id() const { return id_; }
    bool sure() const { return possible_->size() == 1; }
    // Of the first possibility.
    const State& now() const { return possible_->front(); }

    // An answer says so. False: it may not.
    bool seen(const State& found);
    void written(const std::string& name) { become(name, false); }
    void maybe_written(const std::string& name) { become(name, true); }
    void removed() { become(std::nullopt, false); }
    void maybe_removed() { become(std::nullopt, true); }
    std::string text() const;

   private:
    void become(const std::optional<std::string>& name, bool perhaps);

    std::unique_lock<std::mutex> lock_;
    std::vector<State>* possible_;
    std::int64_t id_;
  };

  Entry lock(std::int64_t id);
  // nullopt: somebody has it, or a neighbour of it.
  std::optional<Entry> try_lock(std::int64_t id);
  // Compares with all that is there; empty: equal. Otherwise what differs, ten of them at most.
  std::string compare(const std::map<std::int64_t, Customer>& found);

 private:
  struct Part {
    std::mutex mutex;
    std::map<std::int64_t, std::vector<State>> states;
  };
  Part& part_of(std::int64_t id) { return parts_[static_cast<std::size_t>(id) % parts_.size()]; }
  std::array<Part, 509> parts_;
};

std::string text_of(const Ledger::State& state);

}  // namespace migrate::lab
