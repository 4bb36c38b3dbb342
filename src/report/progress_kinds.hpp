// Observers that live in a file of their own.
#pragma once
#include "report/progress.hpp"

namespace migrate::report {

std::unique_ptr<Observer> make_json_lines(ProgressOptions options);

}  // namespace migrate::report
