// Observers that live in a file of their own.
#pragma once
#include <string>
#include <vector>

#include "report/progress.hpp"

namespace migrate::report {

std::unique_ptr<Observer> make_json_lines(ProgressOptions options);

// What a step sends, or its undo, in order and each once: those of its batches as the plan shows
// them, with placeholders for their bounds.
std::vector<std::string> statements_of(const Step& step, bool undo);

}  // namespace migrate::report
