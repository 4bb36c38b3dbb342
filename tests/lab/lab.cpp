#include "tests/lab/lab.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "util/text.hpp"

namespace migrate::lab {

using Clock = std::chrono::steady_clock;

namespace {

// The users come at a pace that a busy two-core machine keeps, and a release takes a minute or so.
double rate_of(long requests) {
  return std::clamp(static_cast<double>(requests) / 80, 40.0, 250.0);
}

}  // namespace

Lab::Lab(const test::Server& server, long requests, std::FILE* narration)
    : database_(server.create()),
      requests_(requests),
      narration_(narration),
      rate_(rate_of(requests)),
      customers_(std::clamp<std::int64_t>(requests, 1000, 50000)),
      platform_(directory_.path(), database_->url()) {
  prepare();
}

Lab::~Lab() = default;

double Lab::seconds() const {
  return std::chrono::duration<double>(Clock::now() - begin_).count();
}

void Lab::say(const std::string& text) {
  fmt::print(narration_, "{:>7.1f} s {:>7}  {}\n", seconds(),
             with_thousands(static_cast<std::uint64_t>(load_ ? load_->done() : 0)), text);
  std::fflush(narration_);
}

// --- the platform

std::string Lab::start_old() {
  return platform_.start({"old", old_schema_, 0, ttl_});
}

std::string Lab::start_new(int faulty_percent) {
  return platform_.start({"new", new_schema_, faulty_percent, ttl_});
}

Names Lab::start(int count, bool of_new) {
  Names names;
  for (int i = 0; i < count; ++i) names.push_back(of_new ? start_new() : start_old());
  return names;
}

void Lab::route(const std::map<std::string, int>& weights) {
  platform_.route(weights);
  int all = 0;
  for (const auto& [name, weight] : weights) all += weight;
  std::vector<std::string> shares;
  for (const auto& [name, weight] : weights)
    shares.push_back(fmt::format("{} {} %", name, (weight * 100 + all / 2) / all));
  say("requests go to " + join(shares, ", "));
}

void Lab::route_evenly(const Names& names) {
  std::map<std::string, int> weights;
  for (const std::string& name : names) weights[name] = 1;
  route(weights);
}

void Lab::dismiss(const std::string& name) {
  platform_.dismiss(name);
  platform_.wait_gone(name);
  say(name + " has drained and is gone");
}

void Lab::dismiss(const Names& names) {
  for (const std::string& name : names) dismiss(name);
}

std::string Lab::replace(const std::string& name, bool by_new) {
  const std::string other = by_new ? start_new() : start_old();
  auto weights = platform_.routed();
  weights[other] = 1;
  route(weights);
  dismiss(name);
  return other;
}

void Lab::dismiss_in_vain(const std::string& name) {
  const Instance& instance = platform_.instance(name);
  slow_.thread = std::thread([this, port = instance.port()] {
    User user(ledger_, port, customers_, 1000);
    slow_.experience = user.write_slowly(customers_ * 10);
  });
  for (int i = 0; instance.metrics().find("lab_requests_held 1") == std::string::npos; ++i) {
    if (i == 3000) throw NotShown(name + " never had the slow request");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  platform_.dismiss(name);
  say(name + " is told to go; it hangs on, with a request in flight that will write");
}

void Lab::let_it_end(const std::string& name) {
  if (!platform_.instance(name).alive()) throw NotShown(name + " did not wait for its request");
  platform_.instance(name).tell("/lab/release");
  slow_.thread.join();
  platform_.wait_gone(name);
  if (slow_.experience.failed)
    throw NotShown("the request in flight failed: " + slow_.experience.what);
  say(name + " has written what was in flight, and is gone");
}

void Lab::kill(const std::string& name) {
  platform_.kill(name);
  say(name + " is killed: it says no goodbye");
}

// --- the users

void Lab::users_come() {
  load_ = std::make_unique<Load>(ledger_, platform_.port(), Pace{rate_, customers_, 12});
}

void Lab::let(double percent) {
  const long until =
      load_->done() + static_cast<long>(static_cast<double>(requests_) * percent / 100);
  long last = load_->done();
  auto moved = Clock::now();
  while (load_->done() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (load_->done() != last) {
      last = load_->done();
      moved = Clock::now();
    } else if (Clock::now() - moved > std::chrono::seconds(180)) {
      throw NotShown("no request was answered for three minutes");
    }
  }
}

void Lab::let_rest() {
  let(std::max(10.0,
               100 - 100.0 * static_cast<double>(load_->done()) / static_cast<double>(requests_)));
}

// --- the migration

test::Command Lab::command(const std::vector<std::string>& arguments) const {
  test::Command command;
  command.argv = {MIGRATE_BINARY};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  command.env["DATABASE_URL"] = database_->url();
  command.directory = directory_.path().string();
  return command;
}

test::Outcome Lab::run(const std::vector<std::string>& arguments) const {
  return test::run(command(arguments), std::chrono::minutes(5));
}

test::Outcome Lab::migrate(const std::vector<std::string>& arguments, int exit) const {
  test::Outcome outcome = run(arguments);
  if (outcome.exit != exit)
    throw NotShown(fmt::format("migrate {}: exit {} was expected, {}", join(arguments, " "), exit,
                               outcome.text()));
  return outcome;
}

void Lab::expand() {
  migrate({"expand"}, 0);
  say("$ migrate expand: both shapes are there, kept in step");
}

// Slowed down, so that it meets some of the users.
void Lab::backfill() {
  migrate(
      {"backfill", "--rows-per-second", std::to_string(std::max<std::int64_t>(1, customers_ / 2))},
      0);
  say("$ migrate backfill: history is filled in and compared");
}

void Lab::rollback() {
  migrate({"rollback"}, 0);
  say("$ migrate rollback: only the old shape is there");
}

void Lab::contract_refused(const Names& because_of) {
  const test::Outcome outcome = migrate({"contract"}, 7);
  const auto names = [&](const std::string& name) {
    return outcome.err.find("web/" + name + " ") != std::string::npos;
  };
  for (const std::string& name : because_of)
    if (!names(name)) throw NotShown("the gate does not name " + name + ": " + outcome.text());
  for (const std::string& name : platform_.names())
    if (names(name) && std::find(because_of.begin(), because_of.end(), name) == because_of.end())
      throw NotShown("the gate names " + name + ": " + outcome.text());
  gate_said("exit 7, closed: old code is alive: " + join(because_of, ", "));
}

// Run again and again, as a later job of a pipeline does: a server may show the session of an
// instance for a moment after that has ended.
void Lab::contract() {
  const auto patience = Clock::now() + std::chrono::seconds(30);
  test::Outcome outcome = run({"contract"});
  while (outcome.exit == 7 && Clock::now() < patience) {
    gate_said("exit 7, closed still");
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    outcome = run({"contract"});
  }
  if (outcome.exit != 0) throw NotShown("the gate did not open: " + outcome.text());
  gate_said("exit 0, open: the old shape is removed");
}

void Lab::contract_after_ttl(const std::string& name) {
  migrate({"contract", "--wait", "5m"}, 0);
  const Opened opened = database_->open();
  const auto& sql = opened.dialect->state_sql();
  const auto silent =
      opened.connection
          ->query(fmt::format("SELECT {} - {} FROM {} WHERE instance = '{}'", sql.epoch_ms(sql.now),
                              sql.epoch_ms("seen_at"), sql.table("app_instance"), name))
          .rows.at(0)
          .at(0)
          .as_int();
  if (silent < ttl_.count())
    throw NotShown(fmt::format("the gate opened when {} was silent for {} ms only", name, silent));
  gate_said("exit 0, open: the old shape is removed; nothing was heard of " + name + " for " +
            fmt::format("{} s", silent / 1000));
}

void Lab::force_contract() {
  migrate({"contract", "--force-gate", "the lab shows what comes of it"}, 0);
  gate_said("exit 0, forced: the old shape is removed although old code is alive");
}

void Lab::gate_said(const std::string& text) {
  gate_.push_back({seconds(), load_->done(), text});
  say("$ migrate contract: " + text);
}

}  // namespace migrate::lab
