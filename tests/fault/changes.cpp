#include "tests/fault/changes.hpp"

#include <algorithm>
#include <vector>

#include "util/text.hpp"

namespace migrate::test {
namespace {

bool begins_with_any(const std::string& line, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const char* word) { return line.rfind(word, 0) == 0; });
}

bool of_own_rows(const std::string& line) {
  return begins_with_any(
      line, {"UPDATE migrate.", "UPDATE migrate_", "DELETE FROM migrate.", "DELETE FROM migrate_"});
}

// Rows that are inserted may take a number from a sequence, which no rollback gives back.
bool is_undone(const std::string& line, bool ddl_is_undone) {
  return of_own_rows(line) ||
         (ddl_is_undone && begins_with_any(line, {"ALTER ", "CREATE ", "DROP ", "COMMENT "}));
}

// What it sets does not follow from what was there, but for what an image leaves out.
bool is_idempotent(const std::string& line) {
  std::string sql = line.substr(0, line.find('\t'));
  for (const char* counted : {"attempts = attempts + 1", "token = token + 1"})
    sql = replace_all(sql, counted, "");
  return of_own_rows(line) && sql.find(" + ") == std::string::npos;
}

}  // namespace

std::string net_changes(const std::string& lines, bool ddl_is_undone) {
  std::vector<std::vector<std::string>> done;
  std::vector<std::string> open;
  const auto all = [&](auto&& is) { return std::all_of(open.begin(), open.end(), is); };
  for (const std::string& line : split(lines, '\n')) {
    if (line == "ROLLBACK" &&
        all([&](const std::string& each) { return is_undone(each, ddl_is_undone); })) {
      open.clear();
      continue;
    }
    open.push_back(line);
    if (line != "COMMIT" && line != "ROLLBACK") continue;
    open.pop_back();
    const bool again = line == "COMMIT" && all(is_idempotent);
    open.push_back(line);
    if (!again || done.empty() || done.back() != open) done.push_back(open);
    open.clear();
  }
  done.push_back(open);
  std::string out;
  for (const auto& transaction : done) out += join(transaction, "\n") + "\n";
  return out;
}

}  // namespace migrate::test
