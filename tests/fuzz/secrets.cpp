// The real one remembers for the life of a process, which here would be millions of inputs.
#include "tests/fuzz/secrets.hpp"

#include "util/log.hpp"

namespace migrate::fuzz {

std::vector<std::string>& secrets() {
  static std::vector<std::string> all;
  return all;
}

}  // namespace migrate::fuzz

namespace migrate::log {

void add_secret(const std::string& secret) {
  if (!secret.empty()) fuzz::secrets().push_back(secret);
}

}  // namespace migrate::log
