#include "tests/fault/faulty_connection.hpp"

#include <signal.h>
#include <unistd.h>

#include <charconv>
#include <utility>

namespace migrate::test {
namespace {

[[noreturn]] void lost() {
  throw db::DbError(db::Failure::connection_lost, "FAULT", "the connection was lost (injected)");
}

[[noreturn]] void die() {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

class FaultyConnection final : public db::Connection {
 public:
  FaultyConnection(db::ConnectionPtr inner, CallCounter& calls, std::optional<Fault> fault)
      : inner_(std::move(inner)), calls_(calls), fault_(fault) {}

  db::Result query(std::string_view sql, const std::vector<db::Value>& params) override {
    db::Result result;
    call([&] { result = inner_->query(sql, params); });
    return result;
  }
  void begin() override {
    call([&] { inner_->begin(); });
  }
  void commit() override {
    call([&] { inner_->commit(); });
  }
  void rollback() noexcept override {
    if (inner_) inner_->rollback();
  }
  bool in_transaction() const override { return inner_ && inner_->in_transaction(); }
  void limit_lock_wait(std::chrono::milliseconds limit) override {
    if (!inner_) lost();
    inner_->limit_lock_wait(limit);
  }

 private:
  template <typename Action>
  void call(const Action& action) {
    if (!inner_) lost();
    const bool now = ++calls_ == (fault_ ? fault_->call : 0);
    if (now && fault_->mode == Fault::Mode::kill_before) die();
    if (now && fault_->mode == Fault::Mode::fail_before) end();
    action();
    if (now && fault_->mode == Fault::Mode::kill_after) die();
    if (now && fault_->mode == Fault::Mode::fail_after) end();
  }

  // The session really ends, so that the server rolls back and lets go of locks as it would.
  [[noreturn]] void end() {
    inner_.reset();
    lost();
  }

  db::ConnectionPtr inner_;  // empty: dead
  CallCounter& calls_;
  std::optional<Fault> fault_;
};

}  // namespace

std::optional<Fault> parse_fault(const std::string& text) {
  static const std::pair<const char*, Fault::Mode> modes[] = {
      {"fail-before:", Fault::Mode::fail_before},
      {"fail-after:", Fault::Mode::fail_after},
      {"kill-before:", Fault::Mode::kill_before},
      {"kill-after:", Fault::Mode::kill_after}};
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

db::ConnectionPtr make_faulty(db::ConnectionPtr inner, CallCounter& calls,
                              std::optional<Fault> fault) {
  return std::make_unique<FaultyConnection>(std::move(inner), calls, fault);
}

}  // namespace migrate::test
