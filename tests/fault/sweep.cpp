#include "tests/fault/sweep.hpp"

#include <fmt/format.h>

#include <signal.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <thread>

#include "tests/fault/changes.hpp"
#include "tests/fault/interruptions.hpp"
#include "tests/fault/reference.hpp"
#include "tests/fault/sequence.hpp"
#include "tests/support/image.hpp"
#include "tests/support/snapshot.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

// One call of one command of one sequence.
struct Target {
  std::size_t sequence, stop;
  std::size_t command;
  long call;
  const char* mode;
};

class Sweep {
 public:
  Sweep(const Scenario& scenario, const Server& server, const SweepOptions& options)
      : scenario_(scenario),
        server_(server),
        options_(options),
        sequences_(sequences_of(scenario)) {}

  SweepResult run() {
    result_.scenario = scenario_.name;
    result_.engine = server_.name();
    if (options_.one_sequence) {
      // More stops of a sequence that are swept, more scenarios that it is taken for.
      std::vector<std::size_t> of_stop;
      for (std::size_t s = 0; s < sequences_.size(); ++s)
        of_stop.insert(of_stop.end(), sequences_[s].swept.size(), s);
      sequences_ = {sequences_[of_stop[own_number() % of_stop.size()]]};
    }
    for (const Sequence& sequence : sequences_) {
      Case c(scenario_, server_.create(), options_.tool);
      c.interrupted();
      references_.push_back(undisturbed(c, sequence, options_.faulty_tool));
    }
    for (const Target& target : chosen(targets())) {
      ++result_.faults;
      try {
        options_.crash.empty() ? disturbed(target) : crashed(target);
      } catch (const std::exception& error) {
        result_.failures.push_back(describe_target(target) + "\n" + error.what());
      }
    }
    return result_;
  }

 private:
  static void pass(Case& c, const Stop& stop) {
    for (const auto& command : stop.commands) c.must(command);
    stop.during(c);
    stop.after(c);
  }

  std::string image(Case& c) const {
    return image_of(c.database(), c.database().looking(), scenario_.random);
  }

  std::vector<Target> targets() {
    std::vector<Target> out;
    for (std::size_t s = 0; s < sequences_.size(); ++s) {
      for (std::size_t stop : sequences_[s].swept) {
        const std::vector<std::string>& calls = references_[s].calls[stop];
        for (std::size_t i = 0; i < calls.size(); ++i) {
          result_.calls += static_cast<long>(calls[i].size());
          for (std::size_t at = 0; at < calls[i].size(); ++at) {
            if (options_.thinned && repeats_neighbours(calls[i], at, own_number())) continue;
            const auto modes = options_.crash.empty()
                                   ? modes_of(calls[i], at, server_.kind() != EngineKind::sqlite)
                                   : crashes_of(calls[i], at);
            for (const char* mode : modes)
              out.push_back({s, stop, i, static_cast<long>(at) + 1, mode});
          }
        }
      }
    }
    return out;
  }

  std::size_t own_number() const {
    std::size_t number = 0;
    for (char c : scenario_.name + server_.name()) number += static_cast<unsigned char>(c);
    return number;
  }

  std::vector<Target> chosen(const std::vector<Target>& all) const {
    std::size_t step = 1, start = 0;
    if (!options_.everything) {
      // A start of its own gives each scenario other calls.
      step = std::max<std::size_t>(1, all.size() / options_.sample);
      start = own_number();
    }
    std::vector<Target> out;
    for (std::size_t i = start % step; i < all.size(); i += step) out.push_back(all[i]);
    return out;
  }

  std::string describe_target(const Target& target) const {
    const Sequence& sequence = sequences_[target.sequence];
    return fmt::format("{} on {}: {}: MIGRATE_FAULT={}:{} migrate {}", scenario_.name,
                       server_.name(), sequence.name, target.mode, target.call,
                       join(sequence.stops[target.stop].commands[target.command], " "));
  }

  // A database before a command, and the session that looks at it.
  struct Subject {
    std::array<std::size_t, 3> at;  // sequence, stop, command
    std::unique_ptr<Case> run;
    std::string before = {};  // image
    std::optional<Opened> own = {};

    const Opened& eye() {
      const Database& database = run->database();
      if (database.kind() == EngineKind::postgres) return database.looking();
      if (!own) own = database.connect();
      return *own;
    }
    std::string image(const std::set<std::string>& random) {
      const Opened& opened = eye();
      wait_until_alone(run->database(), opened);
      return image_of(run->database(), opened, random);
    }
  };

  // The subject of the last target if that left everything as it was, else a new one.
  Subject take(const Target& target) {
    const std::array<std::size_t, 3> at = {target.sequence, target.stop, target.command};
    if (untouched_ && untouched_->at == at) {
      Subject subject = std::move(*untouched_);
      untouched_.reset();
      return subject;
    }
    untouched_.reset();
    Subject subject{at, std::make_unique<Case>(scenario_, before(target), options_.tool)};
    subject.run->interrupted();
    const Stop& stop = sequences_[target.sequence].stops[target.stop];
    for (std::size_t i = 0; i < target.command; ++i) subject.run->must(stop.commands[i]);
    // Copies of one database, and the same commands on them, give one image.
    auto known = before_.find(at);
    if (known == before_.end()) {
      known = before_.emplace(at, subject.image(scenario_.random)).first;
    } else if (target.command > 0) {
      wait_until_alone(subject.run->database(), subject.eye());
    }
    subject.before = known->second;
    return subject;
  }

  void disturbed(const Target& target) {
    const Stop& stop = sequences_[target.sequence].stops[target.stop];
    Subject subject = take(target);
    Case& c = *subject.run;
    std::string made;
    const Outcome outcome = interrupt(c, target, stop.commands[target.command], &made);
    const auto left = left_.find({subject.at, made});
    const bool same_changes = left != left_.end();
    // The same changes to copies of one database leave the same behind; now and then it is looked
    // at whether that holds.
    if (same_changes && !(options_.thinned ? ++taken_on_trust_ % looked_at_every == 0 : true)) {
      if (outcome.exit == 0) expect_same_work(done(target), left->second);
      if (left->second != subject.before) return;
      wait_until_alone(c.database(), subject.eye());
      untouched_ = std::move(subject);
      return;
    }
    const std::string found = subject.image(scenario_.random);
    if (same_changes && found != left->second)
      throw std::runtime_error("the same changes left another database behind:\n" +
                               difference(left->second, found) + "after\n" + made);
    left_[{subject.at, made}] = found;
    if (outcome.exit == 0) expect_same_work(done(target), found);
    const bool known = !carried_.insert({subject.at, found}).second;
    if (known && found == subject.before) {
      untouched_ = std::move(subject);
      return;
    }
    if (known) return;
    ++result_.states;
    subject.own.reset();
    try {
      carry_on(c, target);
    } catch (const std::exception& error) {
      throw std::runtime_error(
          fmt::format("{}\nthe interrupted command: {}", error.what(), outcome.text()));
    }
  }

  // What the target's command leaves when nothing interrupts it.
  const std::string& done(const Target& target) const {
    return references_[target.sequence].done[target.stop][target.command];
  }

  // Each is carried to the end: every session is gone, and there is none to look at it before.
  void crashed(const Target& target) {
    Case c(scenario_, before(target), options_.tool);
    c.interrupted();
    const auto& commands = sequences_[target.sequence].stops[target.stop].commands;
    for (std::size_t i = 0; i < target.command; ++i) c.must(commands[i]);
    const Outcome outcome = interrupt(c, target, commands[target.command]);
    c.disconnect();
    c.database().look_anew();
    if (outcome.exit == 0) expect_same_work(done(target), image(c));
    ++result_.states;
    try {
      carry_on(c, target);
    } catch (const std::exception& error) {
      throw std::runtime_error(
          fmt::format("{}\nthe interrupted command: {}", error.what(), outcome.text()));
    }
  }

  // `made`: the changes it made (CallTrace).
  Outcome interrupt(Case& c, const Target& target, const std::vector<std::string>& command,
                    std::string* made = nullptr) {
    TempDirectory directory;
    const std::string file = (directory.path() / "trace").string();
    const std::string changes = (directory.path() / "changes").string();
    const Outcome outcome =
        c.tool(command,
               {{"MIGRATE_FAULT", fmt::format("{}:{}", target.mode, target.call)},
                {"MIGRATE_FAULT_TRACE_FILE", file},
                {"MIGRATE_FAULT_CHANGES_FILE", changes},
                {"MIGRATE_FAULT_CRASH", options_.crash}},
               options_.faulty_tool);
    if (made)
      *made = net_changes(slurp(changes),
                          c.engine() == EngineKind::postgres || c.engine() == EngineKind::sqlite);
    const bool kill = std::string(target.mode).rfind("kill", 0) == 0;
    if (outcome.timed_out || (outcome.signal && !(kill && outcome.signal == SIGKILL)) ||
        outcome.err.find("MIG-INTERNAL") != std::string::npos ||
        // Rows that a batch left out; the next run would fill them and hide it.
        outcome.err.find("MIG-VERIFY-DIFFERS") != std::string::npos ||
        outcome.err.find("MIG-CHECK-FAILED") != std::string::npos) {
      throw std::runtime_error("the interrupted command: " + outcome.text());
    }
    // Threads take turns as they like: this run may have made fewer calls than the one traced.
    if (!outcome.signal && static_cast<long>(trim(slurp(file)).size()) < target.call)
      ++result_.missed;
    return outcome;
  }

  void carry_on(Case& c, const Target& target) {
    const Sequence& sequence = sequences_[target.sequence];
    const Stop& stop = sequence.stops[target.stop];
    try {
      stop.during(c);
    } catch (const std::exception& error) {
      throw std::runtime_error(
          fmt::format("the application failed after the interruption: {}", error.what()));
    }
    if (!stop.given_up) again(c, stop.commands[target.command]);
    for (std::size_t i = target.command + 1; i < stop.commands.size(); ++i) {
      c.must(stop.commands[i]);
    }
    stop.after(c);
    // The same database as without the fault: what follows would be the same, too.
    if (image(c) == references_[target.sequence].after[target.stop]) return;
    for (std::size_t i = target.stop + 1; i < sequence.stops.size(); ++i) {
      pass(c, sequence.stops[i]);
    }
    expect_same_end(c, sequence, references_[target.sequence]);
  }

  // The same command, until the dead runner's session has let go of the lease.
  void again(Case& c, const std::vector<std::string>& command) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(15);
    for (;;) {
      const Outcome outcome = c.tool(command);
      if (outcome.exit == 0) return;
      if (outcome.exit != 5 || std::chrono::steady_clock::now() > until) {
        throw std::runtime_error("the same command again: " + outcome.text());
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

  // A database in the state before the target's command: a copy of one made before.
  std::unique_ptr<Database> before(const Target& target) {
    const auto key = std::make_pair(target.sequence, target.stop);
    if (!kept_.count(key)) kept_[key] = made_before(target);
    return kept_[key]->copy();
  }

  std::unique_ptr<Database> made_before(const Target& target) {
    Case c(scenario_, server_.create(), options_.tool);
    c.interrupted();
    begin(c);
    for (std::size_t i = 0; i < target.stop; ++i) pass(c, sequences_[target.sequence].stops[i]);
    return c.release();
  }

  const Scenario& scenario_;
  const Server& server_;
  const SweepOptions& options_;
  std::vector<Sequence> sequences_;
  std::vector<Reference> references_;
  std::map<std::pair<std::size_t, std::size_t>, std::unique_ptr<Database>> kept_;
  std::map<std::array<std::size_t, 3>, std::string> before_;  // images
  // The image that the changes of an interrupted command left behind.
  std::map<std::pair<std::array<std::size_t, 3>, std::string>, std::string> left_;
  static constexpr long looked_at_every = 16;
  long taken_on_trust_ = 0;
  std::optional<Subject> untouched_;
  // Found after an interruption of this command, and carried to the end from there.
  std::set<std::pair<std::array<std::size_t, 3>, std::string>> carried_;
  SweepResult result_;
};

}  // namespace

SweepResult sweep(const Scenario& scenario, const Server& server, const SweepOptions& options) {
  return Sweep(scenario, server, options).run();
}

}  // namespace migrate::test
