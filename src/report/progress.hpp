// What long work shows on stderr: a bar on a terminal, one plain line every ten seconds elsewhere,
// one JSON object per line with --format json, nothing with --quiet.
#pragma once
#include <functional>
#include <memory>

#include "engine/observer.hpp"
#include "report/style.hpp"
#include "util/clock.hpp"

namespace migrate::report {

struct ProgressOptions {
  Format format = Format::text;
  bool terminal = false;
  bool quiet = false;
  bool verbose = false;  // the SQL of each step too, that of its batches once
  Style style;
  Clock* clock = nullptr;
  std::function<void(const std::string&)> write;  // to stderr, unbuffered
  std::function<std::size_t()> columns;           // of the terminal, asked again for every draw
};

std::unique_ptr<Observer> make_observer(ProgressOptions options);

// "1,000 of ~2,700 rows, 37%, 12,345/s, ETA 2m (1m 50s to 2m 40s)", and the reason for a pause
// where there is one.
std::string progress_text(const Progress& progress);
// "average 11,000/s, batch 5,000 rows in 180ms of 200ms, lag 1.2s"; empty when there is nothing to
// tell.
std::string progress_details(const Progress& progress);

}  // namespace migrate::report
