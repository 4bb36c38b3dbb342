// Asks something that may hang, in a thread of its own, one question at a time: nobody waits long
// for the answer, and one that does not come is known not to.
#pragma once
#include <chrono>
#include <functional>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "util/units.hpp"

namespace migrate {

template <typename T>
class Background {
 public:
  // `ask` runs in the thread, which outlives this object when it hangs: it must own what it uses.
  // An answer holds for `every`: until then nothing is asked again.
  explicit Background(std::function<T()> ask, Millis every = Millis(0))
      : ask_(std::move(ask)), every_(every) {}

  // Asks, unless a question is out already.
  void begin() {
    if (answer_.valid()) return;
    if (last_ && std::chrono::steady_clock::now() - last_asked_ < every_) return;
    std::packaged_task<Answer()> task([ask = ask_] {
      T value = ask();
      return Answer{std::move(value), std::chrono::steady_clock::now()};
    });
    answer_ = task.get_future();
    asked_ = std::chrono::steady_clock::now();
    try {
      std::thread(std::move(task)).detach();
    } catch (const std::system_error&) {
      // The task is gone, and its answer says so.
    }
  }

  // The newest answer, not older than `every` and `patience`. Throws what asking threw, or "no
  // answer within".
  T newest() {
    begin();
    if (!answer_.valid()) return *last_;
    // The first answer is waited for; later ones for a moment only, a little longer where the last
    // one was a failure: whoever waits may have another order by then.
    const auto now = std::chrono::steady_clock::now();
    auto until = now + short_wait;
    if (!last_) until = std::max(until, asked_ + (failed_ ? wait_after_failure : patience));
    if (in_by(until)) {
      auto answer = take();
      if (std::chrono::steady_clock::now() - answer.at < every_ + patience) return answer.value;
      // Nobody has come for it in time: what it tells is long past.
      return newest();
    }
    const auto then = std::chrono::steady_clock::now();
    if (last_ && then - last_asked_ < every_ + patience) return *last_;
    throw std::runtime_error(then - asked_ < patience ? "no answer yet" : no_answer());
  }

  // When the answer that `newest` gave was asked for: tells a new one from an old one.
  std::chrono::steady_clock::time_point asked_at() const { return last_asked_; }

  // For those who begin, and come back for the answer: to the question that is out, it is there by
  // then.
  bool in_by(std::chrono::steady_clock::time_point until) const {
    return answer_.wait_until(until) == std::future_status::ready;
  }
  // It has been out for longer than anybody waits.
  bool overdue() const { return std::chrono::steady_clock::now() - asked_ >= patience; }
  // The answer that is there. Throws what asking threw, or "no answer within" for one that came too
  // late, whenever that is seen.
  T read() { return take().value; }
  static std::string no_answer() { return "no answer within " + format_duration(patience); }

  static constexpr Millis patience{3000}, short_wait{200};

 private:
  struct Answer {
    T value;
    std::chrono::steady_clock::time_point at;
  };

  Answer take() {
    last_.reset();
    failed_ = true;
    last_asked_ = asked_;
    auto answer = answer_.get();
    if (answer.at - asked_ >= patience) throw std::runtime_error(no_answer());
    last_ = answer.value;
    failed_ = false;
    return answer;
  }

  static constexpr Millis wait_after_failure{1000};
  std::function<T()> ask_;
  Millis every_;
  std::future<Answer> answer_;
  std::chrono::steady_clock::time_point asked_, last_asked_;
  std::optional<T> last_;
  bool failed_ = false;  // the last answer was none
};

}  // namespace migrate
