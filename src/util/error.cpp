#include "util/error.hpp"

namespace migrate {

Error::Error(ExitCode exit, Report report)
    : exit_(exit), report_(std::move(report)), summary_(report_.code + ": " + report_.what) {}

void refuse(std::string code, std::string what, std::string next, std::string where,
            std::vector<std::string> details) {
  throw Error(ExitCode::usage, Report{std::move(code), std::move(what), std::move(where),
                                      "nothing was changed", std::move(next), std::move(details)});
}

}  // namespace migrate
