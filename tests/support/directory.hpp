// A temporary directory that goes away with the value, and whole-file helpers.
#pragma once
#include <filesystem>
#include <string>

namespace migrate::test {

class TempDirectory {
 public:
  TempDirectory();
  ~TempDirectory();
  TempDirectory(const TempDirectory&) = delete;
  TempDirectory& operator=(const TempDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string slurp(const std::filesystem::path& path);  // throws when unreadable
void spill(const std::filesystem::path& path, const std::string& text);

}  // namespace migrate::test
