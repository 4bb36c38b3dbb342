#include "dialects/postgres/operations/user_session.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/planner.hpp"
#include "migration/sql_split.hpp"
#include "migration/sql_words.hpp"

namespace migrate::postgres {

namespace {

using Words = std::vector<SqlWord>;

bool is_at(const Words& words, std::size_t i, std::initializer_list<std::string_view> any) {
  return i < words.size() && words[i].kind == SqlWord::Kind::plain &&
         std::find(any.begin(), any.end(), words[i].text) != any.end();
}

bool has(const Words& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [&](auto& w) { return w.is(word); });
}

// SELECT [pg_catalog.]set_config(…) [AS …], …: nothing else, and of constants.
bool only_configures(const Words& words) {
  if (!is_at(words, 0, {"select"})) return false;
  std::size_t i = 1;
  for (;; ++i) {
    if (is_at(words, i, {"pg_catalog"}) && i + 1 < words.size() && words[i + 1].is_symbol('.'))
      i += 2;
    if (!is_at(words, i, {"set_config"}) || i + 1 >= words.size() || !words[i + 1].is_symbol('('))
      return false;
    for (i += 2; i < words.size() && !words[i].is_symbol(')'); ++i)
      if (words[i].kind == SqlWord::Kind::symbol  ? !words[i].is_symbol(',')
          : words[i].kind == SqlWord::Kind::plain ? !is_at(words, i, {"false", "true", "null", "e"})
                                                  : words[i].kind != SqlWord::Kind::value)
        return false;
    ++i;
    if (is_at(words, i, {"as"})) i += 2;
    if (i >= words.size()) return true;
    if (!words[i].is_symbol(',')) return false;
  }
}

// Up to the end of the transaction alone.
bool is_local(const Words& words) {
  if (is_at(words, 0, {"set"})) return is_at(words, 1, {"local"});
  return only_configures(words) && has(words, "true");
}

bool only_sets(const Words& words) {
  if (is_at(words, 0, {"set"})) return !is_at(words, 1, {"local", "constraints", "transaction"});
  return is_at(words, 0, {"reset", "load"}) || (only_configures(words) && !has(words, "true"));
}

// "search_path" of SET, RESET; empty: something else, which nothing later takes the place of.
std::string name_set(const Words& words) {
  if (!is_at(words, 0, {"set", "reset"})) return {};
  const std::size_t i = is_at(words, 1, {"session"}) ? 2 : 1;
  if (i >= words.size() ||
      is_at(words, i,
            {"role", "session", "authorization", "all", "time", "characteristics", "xml"}))
    return {};
  return i + 1 < words.size() && words[i + 1].is_symbol('.') ? "" : words[i].text;
}

void add_setting(std::vector<std::string>& settings, const std::string& setting) {
  constexpr auto engine = EngineKind::postgres;
  const auto name = name_set(words_of(setting, engine));
  std::erase_if(settings, [&](const std::string& earlier) {
    return !name.empty() && name_set(words_of(earlier, engine)) == name;
  });
  settings.push_back(setting);
}

}  // namespace

bool only_sets_session(const std::string& statement) {
  return only_sets(words_of(statement, EngineKind::postgres));
}

std::string ends_with_its_part(const std::string& statement) {
  const auto words = words_of(statement, EngineKind::postgres);
  if (is_local(words)) return "a setting of its transaction";
  if (is_at(words, 0, {"prepare"})) return "a prepared statement";
  if (is_at(words, 0, {"declare"})) return "a cursor";
  if (is_at(words, 0, {"create", "select", "with"}) &&
      !is_at(words, 1, {"function", "procedure"}) &&
      !(is_at(words, 1, {"or"}) && is_at(words, 3, {"function", "procedure"}))) {
    const auto made =
        is_at(words, 0, {"create"})
            ? words.begin()
            : std::find_if(words.begin(), words.end(), [](auto& word) { return word.is("into"); });
    if (std::any_of(made, made + std::min<std::ptrdiff_t>(words.end() - made, 5), [](auto& word) {
          return word.is("temp") || word.is("temporary") || word.is("pg_temp");
        }))
      return "a temporary object";
  }
  if (is_at(words, 0, {"select", "with", "do"}) && !only_configures(words) &&
      statement.find("set_config") != std::string::npos)
    return "what set_config() sets";
  return {};
}

Parts parts_of(const std::vector<std::string>& statements) {
  Parts parts;
  std::vector<std::string> settings;  // of all before
  for (std::size_t i = 0; i < statements.size();) {
    Part part;
    part.alone = needs_no_transaction(statements[i]);
    part.settings = settings;
    do {
      part.statements.push_back(statements[i++]);
    } while (!part.alone && i < statements.size() && !needs_no_transaction(statements[i]));
    bool sets = true;
    for (auto& statement : part.statements) {
      if (only_sets_session(statement))
        add_setting(settings, statement);
      else
        sets = false;
    }
    parts.idle_settings = sets;
    if (!sets) parts.all.push_back(std::move(part));
  }
  return parts;
}

}  // namespace migrate::postgres
