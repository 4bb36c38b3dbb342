#include "gate/version.hpp"

#include <algorithm>
#include <vector>

#include "util/text.hpp"

namespace migrate {

namespace {

bool is_number(const std::string& s) {
  return !s.empty() &&
         std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::isdigit(c); });
}

// Numbers of any length: shorter is smaller once leading zeros are gone.
int compare_numbers(std::string a, std::string b) {
  a.erase(0, std::min(a.find_first_not_of('0'), a.size()));
  b.erase(0, std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b) < 0 ? -1 : a == b ? 0 : 1;
}

int compare_part(const std::string& a, const std::string& b) {
  bool na = is_number(a), nb = is_number(b);
  if (na && nb) return compare_numbers(a, b);
  if (na != nb) return na ? -1 : 1;  // numeric identifiers come before alphanumeric ones
  return a < b ? -1 : a == b ? 0 : 1;
}

struct Parsed {
  std::vector<std::string> release, pre;
};

std::optional<Parsed> parse(std::string text) {
  text = std::string(trim(text));
  if (!text.empty() && (text[0] == 'v' || text[0] == 'V')) text.erase(0, 1);
  text.resize(std::min(text.size(), text.find('+')));
  auto dash = text.find('-');
  Parsed parsed;
  parsed.release = split(text.substr(0, dash), '.');
  if (dash != std::string::npos) parsed.pre = split(text.substr(dash + 1), '.');
  if (!std::all_of(parsed.release.begin(), parsed.release.end(), is_number)) return std::nullopt;
  return parsed;
}

int compare(const Parsed& a, const Parsed& b) {
  for (std::size_t i = 0; i < std::max(a.release.size(), b.release.size()); ++i) {
    auto part = [&](const Parsed& p) { return i < p.release.size() ? p.release[i] : "0"; };
    if (int c = compare_numbers(part(a), part(b))) return c;
  }
  if (a.pre.empty() != b.pre.empty()) return a.pre.empty() ? 1 : -1;
  for (std::size_t i = 0; i < std::min(a.pre.size(), b.pre.size()); ++i)
    if (int c = compare_part(a.pre[i], b.pre[i])) return c;
  return a.pre.size() < b.pre.size() ? -1 : a.pre.size() == b.pre.size() ? 0 : 1;
}

}  // namespace

std::optional<bool> satisfies(const std::string& version, const std::string& rule) {
  std::string wanted(trim(rule)), op = ">=";
  for (const char* candidate : {">=", "==", ">", "="})
    if (wanted.rfind(candidate, 0) == 0) {
      op = candidate;
      wanted = wanted.substr(op.size());
      break;
    }
  auto have = parse(version), want = parse(wanted);
  if (!have || !want) return std::nullopt;
  int c = compare(*have, *want);
  if (op == ">=") return c >= 0;
  if (op == ">") return c > 0;
  return c == 0;
}

}  // namespace migrate
