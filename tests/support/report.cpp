#include "tests/support/report.hpp"

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

namespace migrate::test {

void report(const std::string& name, const std::string& header, const std::string& line) {
  const char* folder = std::getenv("MIGRATE_TEST_REPORTS");
  if (!folder || !*folder) return;
  const std::filesystem::path file = std::filesystem::path(folder) / (name + ".txt");
  const std::string text = (std::filesystem::exists(file) ? "" : header + "\n") + line + "\n";
  std::ofstream(file, std::ios::app) << text << std::flush;
}

namespace {

bool is_over(long long more) {
  const char* until = std::getenv("MIGRATE_TEST_UNTIL");
  return until && std::time(nullptr) > std::strtoll(until, nullptr, 10) + more;
}

}  // namespace

bool time_for_samples_is_over() {
  return is_over(0);
}

bool time_is_over() {
  return is_over(450);
}

}  // namespace migrate::test
