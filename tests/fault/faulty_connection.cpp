#include "tests/fault/faulty_connection.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cctype>
#include <charconv>
#include <cstdlib>
#include <thread>
#include <utility>
#include <vector>

#include "util/text.hpp"

namespace migrate::test {
namespace {

[[noreturn]] void lost() {
  throw db::DbError(db::Failure::connection_lost, "FAULT", "the connection was lost (injected)");
}

[[noreturn]] void die() {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

// Longer than a runner takes to connect again and to ask how far it has come.
constexpr std::chrono::milliseconds late_by{400};

std::vector<std::thread>& late_commits() {
  static std::vector<std::thread> all;
  return all;
}

class FaultyConnection final : public db::Connection {
 public:
  FaultyConnection(db::ConnectionPtr inner, CallTrace& calls, std::optional<Fault> fault,
                   const std::function<void()>& crash)
      : inner_(std::move(inner)),
        calls_(calls),
        fault_(fault),
        crash_(crash),
        number_(calls.next_connection()) {}
  ~FaultyConnection() override {
    if (inner_) taken_back();
  }

  db::Result query(std::string_view sql, const std::vector<db::Value>& params) override {
    db::Result result;
    const char kind = kind_of(sql);
    call(kind, [&] {
      if (kind == 'r') {
        result = inner_->query(sql, params);
      } else {
        change(text_of(sql, params), [&] { result = inner_->query(sql, params); });
      }
    });
    return result;
  }
  void begin() override {
    call('r', [&] { inner_->begin(); });
  }
  db::Result begin_with(const std::vector<std::string>& settings, std::string_view sql,
                        const std::vector<db::Value>& params) override {
    db::Result result;
    const auto begin = [&] { result = inner_->begin_with(settings, sql, params); };
    if (only_reads(sql))
      call('r', begin);
    else
      call('t', [&] { change(text_of(sql, params), begin); });
    return result;
  }
  void commit() override {
    call(
        'w', [&] { change("COMMIT", [&] { inner_->commit(); }); }, true);
  }
  void rollback() noexcept override {
    if (!inner_) return;
    taken_back();
    inner_->rollback();
  }
  bool in_transaction() const override { return inner_ && inner_->in_transaction(); }
  void limit_lock_wait(std::chrono::milliseconds limit) override {
    if (!inner_) lost();
    inner_->limit_lock_wait(limit);
  }
  void limit_statement(std::chrono::milliseconds limit) override {
    if (!inner_) lost();
    inner_->limit_statement(limit);
  }
  void restore_settings() override {
    call('r', [&] { inner_->restore_settings(); });
  }
  bool forget_session() override {
    bool nothing_left = false;
    call('r', [&] { nothing_left = inner_->forget_session(); });
    return nothing_left;
  }
  // As `query`: one call.
  void query_within(std::chrono::milliseconds limit, std::string_view sql) override {
    const char kind = kind_of(sql);
    const auto run = [&] { inner_->query_within(limit, sql); };
    call(kind, [&] { kind == 'r' ? run() : change(text_of(sql, {}), run); });
  }

 private:
  char kind_of(std::string_view sql) const {
    return only_reads(sql) ? 'r' : inner_ && inner_->in_transaction() ? 't' : 'w';
  }

  static std::string text_of(std::string_view sql, const std::vector<db::Value>& params) {
    std::string text(sql);
    const std::string own = std::to_string(getpid());
    for (const db::Value& value : params) {
      text += '\t';
      if (value.is_null())
        text += "NULL";
      else
        text += value.text == own ? "own pid" : value.text;
    }
    return text;
  }

  // Written down when the server has answered, and before the fault that follows: a call that is
  // never made is none.
  template <typename Action>
  void change(const std::string& text, const Action& action) {
    const bool ends = text == "COMMIT";
    try {
      action();
    } catch (const db::DbError& error) {
      calls_.changed(number_, text + "\tfailed: " + error.native_code(), changed_);
      throw;
    }
    const bool was_open = changed_;
    changed_ = !ends && inner_->in_transaction();
    // A statement of its own is a transaction of its own.
    if (!ends || was_open) calls_.changed(number_, text, changed_);
    if (!ends && !changed_) calls_.changed(number_, "COMMIT", false);
  }

  void taken_back() {
    if (std::exchange(changed_, false)) calls_.changed(number_, "ROLLBACK", false);
  }

  [[noreturn]] void commit_later() {
    std::shared_ptr<db::Connection> inner(inner_.release());
    const bool open = std::exchange(changed_, false);
    late_commits().emplace_back([inner, open, this_number = number_, &calls = calls_] {
      std::this_thread::sleep_for(late_by);
      try {
        inner->commit();
      } catch (const db::DbError&) {
        return;  // the server has refused it
      }
      if (open) calls.changed(this_number, "COMMIT", false);
    });
    lost();
  }

  template <typename Action>
  void call(char kind, const Action& action, bool commits = false) {
    if (!inner_) lost();
    const bool now = calls_.next(kind) == (fault_ ? fault_->call : 0);
    if (now && commits && fault_->mode == Fault::Mode::late_commit) commit_later();
    if (now && fault_->mode == Fault::Mode::kill_before) die();
    if (now && fault_->mode == Fault::Mode::fail_before) end();
    // The call then meets a server that knows nothing of its session.
    if (now && fault_->mode == Fault::Mode::crash_before) crash_();
    action();
    if (now && fault_->mode == Fault::Mode::kill_after) die();
    if (now && fault_->mode == Fault::Mode::crash_after) {
      crash_();
      end();
    }
    if (now && fault_->mode == Fault::Mode::fail_after) end();
  }

  // The session really ends, so that the server rolls back and lets go of locks as it would.
  [[noreturn]] void end() {
    taken_back();
    inner_.reset();
    lost();
  }

  db::ConnectionPtr inner_;  // empty: dead
  CallTrace& calls_;
  std::optional<Fault> fault_;
  std::function<void()> crash_;
  const long number_;     // among the connections of the process
  bool changed_ = false;  // something, inside the transaction that is open
};

}  // namespace

long CallTrace::next(char kind) {
  std::lock_guard lock(mutex_);
  letters_ += kind;
  return static_cast<long>(letters_.size());
}

std::string CallTrace::letters() const {
  std::lock_guard lock(mutex_);
  return letters_;
}

long CallTrace::next_connection() {
  std::lock_guard lock(mutex_);
  return ++connections_;
}

void CallTrace::write_changes_to(const std::string& file) {
  changes_ = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
}

void CallTrace::changed(long connection, const std::string& text, bool open) {
  if (changes_ < 0) return;
  std::lock_guard lock(mutex_);
  open_.erase(connection);
  std::string line = open_.empty() ? "" : std::to_string(connection) + ": ";
  if (open) open_.insert(connection);
  line += replace_all(text, "\n", " ") + "\n";
  // One call to the system: the process may be killed right after it.
  if (write(changes_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::abort();
}

bool only_reads(std::string_view sql) {
  const auto begins = [&](std::string_view word) {
    return sql.size() > word.size() && lower(sql.substr(0, word.size())) == word &&
           !std::isalnum(static_cast<unsigned char>(sql[word.size()]));
  };
  return begins("select") || begins("show") || begins("set");
}

std::optional<Fault> parse_fault(const std::string& text) {
  static const std::pair<const char*, Fault::Mode> modes[] = {
      {"fail-before:", Fault::Mode::fail_before},   {"fail-after:", Fault::Mode::fail_after},
      {"kill-before:", Fault::Mode::kill_before},   {"kill-after:", Fault::Mode::kill_after},
      {"crash-before:", Fault::Mode::crash_before}, {"crash-after:", Fault::Mode::crash_after},
      {"late-commit:", Fault::Mode::late_commit}};
  for (const auto& [prefix, mode] : modes) {
    if (text.rfind(prefix, 0) != 0) continue;
    const std::string number = text.substr(std::string(prefix).size());
    Fault fault{mode, 0};
    const auto end = std::from_chars(number.data(), number.data() + number.size(), fault.call);
    if (end.ec != std::errc() || end.ptr != number.data() + number.size() || fault.call < 1) break;
    return fault;
  }
  return std::nullopt;
}

void wait_for_late_commits() {
  for (auto& one : late_commits()) one.join();
  late_commits().clear();
}

db::ConnectionPtr make_faulty(db::ConnectionPtr inner, CallTrace& calls, std::optional<Fault> fault,
                              const std::function<void()>& crash) {
  return std::make_unique<FaultyConnection>(std::move(inner), calls, fault, crash);
}

}  // namespace migrate::test
