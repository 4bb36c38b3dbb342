// Keeps the history of a batched step: what its progress was, some moments of it. An observer
// between the step and the one that shows it, so that a pause is in the history too. Private to
// src/engine.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/lease.hpp"
#include "engine/observer.hpp"
#include "engine/session.hpp"
#include "util/clock.hpp"

namespace migrate {

class History final : public PassingObserver {
 public:
  // At most so many samples of a step: then every other one is forgotten and from there on half as
  // many are taken.
  static constexpr std::int64_t most = 2000;
  static constexpr Millis interval{5000}, first_interval{500};

  History(Observer& shown, Session& session, const Lease& lease, Clock& clock,
          std::string migration, std::string step);

  // Told in no transaction. What cannot be written is left out: the work goes on.
  void progress(const Progress& progress) override;

 private:
  bool due(const Progress& progress) const;
  void write(const Progress& progress);
  Millis since(std::chrono::steady_clock::time_point then) const;

  Session& session_;
  const Lease& lease_;
  Clock& clock_;
  std::string migration_, step_;
  std::chrono::steady_clock::time_point begun_;
  std::optional<std::chrono::steady_clock::time_point> tried_;
  std::optional<std::uint64_t> begun_rows_;
  // Of the samples that are there: read when the first one is written.
  std::optional<std::int64_t> kept_;
  std::int64_t newest_ = 0, stride_ = 1;
};

}  // namespace migrate
