// How giving up looks on stderr.
#pragma once
#include <string>

#include "report/style.hpp"
#include "util/error.hpp"

namespace migrate::report {

std::string error_text(const Report& report, const Style& style);

}  // namespace migrate::report
