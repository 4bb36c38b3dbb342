// While a file exists, wait: the simplest way to stop a backfill from a shell.
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "backfill/throttle.hpp"

namespace migrate {

namespace {

class FlagFile : public ThrottleSource {
 public:
  explicit FlagFile(std::string path) : path_(std::move(path)) {}

  Reading read() override {
    struct stat info;
    if (::stat(path_.c_str(), &info) == 0)
      return {"flag file", path_ + " exists", "no such file", true};
    // Not there is the one answer that means go on; a directory we may not enter is not an answer.
    if (errno == ENOENT || errno == ENOTDIR) return {"flag file", "absent", "absent", false};
    return {"flag file", "unreadable: " + path_ + ": " + std::strerror(errno), "no such file",
            true};
  }

 private:
  std::string path_;
};

}  // namespace

std::unique_ptr<ThrottleSource> flag_file_source(std::string path) {
  return std::make_unique<FlagFile>(std::move(path));
}

}  // namespace migrate
