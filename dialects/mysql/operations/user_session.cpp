#include "dialects/mysql/operations/user_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

#include "migration/sql_words.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

using Words = std::vector<SqlWord>;

constexpr const char* in_a_table = "keep it in a table of yours";

bool among(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string shown(const std::string& statement) {
  return shorten(printable(statement), 60);
}

bool is_at(const Words& words, std::size_t i, std::string_view word) {
  return i < words.size() && words[i].is(word);
}

bool symbol_at(const Words& words, std::size_t i, char c) {
  return i < words.size() && words[i].is_symbol(c);
}

// One "@v" or "@@session.sql_mode" that begins at a word; `end`: behind it.
struct Variable {
  Held name;
  bool server = false;  // @@global, @@persist
  std::size_t end = 0;
};

bool names_server(const std::string& word) {
  return among(word, {"global", "persist", "persist_only"});
}

std::optional<Variable> variable_at(const Words& words, std::size_t i) {
  // 'root'@'localhost' is an account.
  if (!symbol_at(words, i, '@') ||
      (words[i].joined && i > 0 && words[i - 1].kind != SqlWord::Kind::symbol))
    return std::nullopt;
  const bool setting = symbol_at(words, i + 1, '@');
  i += setting ? 2 : 1;
  if (i >= words.size()) return std::nullopt;
  if (!setting) return Variable{"@" + lower(words[i].text), false, i + 1};
  Variable found{words[i].text, false, i + 1};
  if (symbol_at(words, i + 1, '.') && i + 2 < words.size()) {
    found.server = names_server(words[i].text);
    found.name = words[i + 2].text;
    found.end = i + 3;
  }
  return found;
}

// What of it is not the same a moment later, or depends on what a statement before has done.
bool is_fixed(const Words& words, std::size_t begin, std::size_t end) {
  for (auto i = begin; i < end; ++i) {
    const auto& word = words[i];
    if (auto variable = variable_at(words, i);
        variable && among(variable->name, {"last_insert_id", "identity", "insert_id", "timestamp",
                                           "error_count", "warning_count", "rand_seed1"}))
      return false;
    if (word.kind != SqlWord::Kind::plain) continue;
    if (among(word.text, {"from", "current_timestamp", "current_date", "current_time", "localtime",
                          "localtimestamp", "utc_date", "utc_time", "utc_timestamp"}))
      return false;
    if (symbol_at(words, i + 1, '(') &&
        !among(word.text,
               {"select", "in",       "and",       "or",          "not",         "then",
                "else",   "when",     "concat",    "replace",     "cast",        "convert",
                "if",     "ifnull",   "nullif",    "coalesce",    "lower",       "upper",
                "trim",   "left",     "right",     "substring",   "substr",      "repeat",
                "hex",    "unhex",    "concat_ws", "char",        "varchar",     "decimal",
                "binary", "values",   "interval",  "json_array",  "json_object", "date",
                "time",   "greatest", "least",     "abs",         "round",       "floor",
                "ceil",   "mod",      "power",     "length",      "char_length", "locate",
                "instr",  "lpad",     "rpad",      "find_in_set", "database",    "schema"}))
      return false;
  }
  return true;
}

void add_taken(const Words& words, std::size_t begin, std::size_t end, std::vector<Held>& takes) {
  for (auto i = begin; i < end; ++i)
    if (auto variable = variable_at(words, i)) takes.push_back(variable->name);
}

// Commas of a list, those in brackets left out.
std::vector<std::size_t> ends_of_list(const Words& words, std::size_t begin) {
  std::vector<std::size_t> ends;
  int depth = 0;
  for (auto i = begin; i < words.size(); ++i) {
    if (words[i].is_symbol('(')) ++depth;
    if (words[i].is_symbol(')')) --depth;
    if (depth == 0 && words[i].is_symbol(',')) ends.push_back(i);
  }
  ends.push_back(words.size());
  return ends;
}

constexpr std::array of_names = {"character_set_client", "character_set_connection",
                                 "character_set_results", "collation_connection"};

// One assignment of a SET; false: it is the server's, for every session.
bool read_assignment(const Words& words, std::size_t begin, std::size_t end, bool server,
                     SessionUse& use) {
  if (words[begin].is("names") || words[begin].is("character") || words[begin].is("charset")) {
    use.gives.insert(use.gives.end(), of_names.begin(), of_names.end());
    return true;
  }
  auto equals = begin;
  while (equals < end && !words[equals].is_symbol('=')) ++equals;
  auto left = Variable{equals > begin ? words[begin].text : "", server, 0};
  if (auto variable = variable_at(words, begin)) left = *variable;
  if (left.server) return false;
  const auto value = equals + 1;
  if (left.name == "autocommit" &&
      !(value + 1 == end && among(words[value].text, {"1", "on", "true", "default"}))) {
    use.trouble = "transactions are the runner's, together with the record of the step";
    use.instead = "leave autocommit as it is";
  }
  if (left.name.empty()) return true;
  use.gives.push_back(left.name);
  use.fixed = use.fixed && is_fixed(words, value, end);
  add_taken(words, value, end, use.takes);
  return true;
}

// `SET …` that concerns accounts, or one statement alone.
bool sets_no_session(const Words& words) {
  return is_at(words, 1, "password") || is_at(words, 1, "resource") ||
         is_at(words, 1, "statement") || (is_at(words, 1, "default") && is_at(words, 2, "role"));
}

void read_set(const Words& words, SessionUse& use) {
  if (sets_no_session(words)) return add_taken(words, 0, words.size(), use.takes);
  if (is_at(words, 1, "role")) {
    use.trouble = "the rights of the session are the runner's, too, which records the step";
    use.instead = "give the account of the URL the role by default (SET DEFAULT ROLE …)";
    return;
  }
  bool server = false, own = false, global = false;
  std::size_t begin = 1;
  for (auto end : ends_of_list(words, 1)) {
    if (begin < end && words[begin].kind == SqlWord::Kind::plain) {
      if (names_server(words[begin].text) || among(words[begin].text, {"session", "local"}))
        server = names_server(words[begin++].text);
    }
    if (begin < end && words[begin].is("transaction")) {
      // Characteristics add up: none takes the place of another.
      use.gives.push_back("transaction " + std::to_string(begin) + words.back().text);
      (server ? global : own) = true;
      break;
    }
    if (begin < end) (read_assignment(words, begin, end, server, use) ? own : global) = true;
    begin = end + 1;
  }
  use.only_sets = own && !global;
  if (global) add_taken(words, 1, words.size(), use.takes);
  if (!own || !global) return;
  use.trouble = "it sets something for this session and something for the server";
  use.instead = "write the two as statements of their own";
}

// What it holds is run later, in the sessions of others.
bool defines_code(const Words& words) {
  if (!among(words[0].text, {"create", "alter"})) return false;
  for (auto& word : words) {
    if (word.is_symbol('(')) return false;
    if (word.kind != SqlWord::Kind::plain) continue;
    if (among(word.text, {"table", "index", "database", "schema", "user"})) return false;
    if (among(word.text, {"procedure", "function", "trigger", "event", "package", "view"}))
      return true;
  }
  return false;
}

void find_trouble(const Words& words, SessionUse& use) {
  const auto has = [&](std::string_view word) {
    return std::any_of(words.begin(), words.end(), [&](auto& w) { return w.is(word); });
  };
  if (words[0].is("create") && (is_at(words, 1, "temporary") || is_at(words, 3, "temporary"))) {
    use.trouble = "a temporary table ends with its session, and the next statement has another one";
    use.instead = "make a table, and drop it at the end";
  } else if (words[0].is("flush") && (has("export") || (has("read") && has("lock")))) {
    use.trouble = "table locks are the runner's, together with the record of the step";
    use.instead = "remove it";
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto variable = variable_at(words, i);
    const bool call = symbol_at(words, i + 1, '(') && symbol_at(words, i + 2, ')') &&
                      words[i].kind == SqlWord::Kind::plain &&
                      among(words[i].text, {"last_insert_id", "row_count", "found_rows"});
    if (!call && !(variable && among(variable->name, {"last_insert_id", "identity"}))) continue;
    use.trouble = fmt::format(
        "{} tells of the statement before in the same session, and each has "
        "a session of its own",
        call ? words[i].text + "()" : "@@" + variable->name);
    use.instead = "find the row by its own values";
  }
}

void read_statement(const Words& words, SessionUse& use) {
  add_taken(words, 0, words.size(), use.takes);
  if (words[0].is("execute") && !is_at(words, 1, "immediate") && words.size() > 1)
    use.takes.push_back("=" + lower(words[1].text));
  bool into = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].is("into")) into = true;
    const auto variable = variable_at(words, i);
    if (!variable) {
      into = into && (words[i].is("into") || words[i].is_symbol(','));
      continue;
    }
    const bool set =
        symbol_at(words, variable->end, ':') && symbol_at(words, variable->end + 1, '=');
    if (into || set || words[0].is("call")) use.gives.push_back(variable->name);
    i = variable->end - 1;
  }
}

// Statements of a section with what is known of them.
class Section {
 public:
  Section(const std::vector<std::string>& statements, EngineKind engine) : statements_(statements) {
    for (auto& statement : statements) {
      if (uses_.emplace_back(session_use_of(statement, engine)).gives.empty()) continue;
      giving_.push_back(uses_.size() - 1);
    }
  }

  OwnStatements read() {
    std::size_t behind = 0;  // the last statement before
    for (std::size_t i = 0; i < uses_.size(); ++i) {
      if (!uses_[i].trouble.empty())
        refuse(fmt::format("`{}`: {}", shown(statements_[i]), uses_[i].trouble), uses_[i].instead);
      out_.idle_settings = uses_[i].only_sets;
      if (uses_[i].only_sets) continue;
      out_.all.push_back({statements_[i], settings_for(i, behind)});
      behind = i;
    }
    return std::move(out_);
  }

 private:
  void refuse(std::string trouble, std::string instead) {
    if (!out_.trouble.empty()) return;
    out_.trouble = std::move(trouble);
    out_.instead = std::move(instead);
  }

  // From the statement back to the beginning: variables and prepared statements where it needs
  // them, settings unless a later one takes their place.
  std::vector<std::string> settings_for(std::size_t at, std::size_t behind) {
    std::set<Held> needed, replaced;
    const auto need = [&](const SessionUse& use) {
      for (auto& held : use.takes) {
        if (is_own(held)) needed.insert(held);
        replaced.erase(held);
      }
    };
    need(uses_[at]);
    std::vector<std::string> settings;
    auto before = std::lower_bound(giving_.begin(), giving_.end(), at);
    while (before != giving_.begin()) {
      const auto i = *--before;
      const auto& use = uses_[i];
      const bool wanted = std::any_of(use.gives.begin(), use.gives.end(), [&](const Held& held) {
        return is_own(held) ? needed.contains(held) : use.only_sets && !replaced.contains(held);
      });
      if (!wanted) continue;
      if (!use.only_sets)
        refuse(
            fmt::format("`{}` takes what `{}` leaves in its session, and each of them has one of "
                        "its own",
                        shown(statements_[at]), shown(statements_[i])),
            fmt::format("let SET @v = (SELECT …) stand right before it, or {}", in_a_table));
      if (!use.fixed && i < behind)
        refuse(fmt::format("`{}` is said again ahead of `{}`, and may come to something else there",
                           shown(statements_[i]), shown(statements_[at])),
               fmt::format("put it right before that statement, or {}", in_a_table));
      settings.push_back(statements_[i]);
      for (auto& held : use.gives) {
        needed.erase(held);
        if (!is_own(held)) replaced.insert(held);
      }
      need(use);
    }
    std::reverse(settings.begin(), settings.end());
    return settings;
  }

  static bool is_own(const Held& held) { return held.front() == '@' || held.front() == '='; }

  const std::vector<std::string>& statements_;
  std::vector<SessionUse> uses_;
  std::vector<std::size_t> giving_;
  OwnStatements out_;
};

}  // namespace

SessionUse session_use_of(const std::string& statement, EngineKind engine) {
  SessionUse use;
  auto words = words_of(statement, engine);
  while (!words.empty() && words.front().is_symbol('(')) words.erase(words.begin());
  if (words.empty() || defines_code(words)) return use;
  find_trouble(words, use);
  if (words[0].is("set")) {
    read_set(words, use);
  } else if (words[0].is("prepare") && words.size() > 1) {
    use.only_sets = true;
    use.gives = {"=" + lower(words[1].text)};
    add_taken(words, 2, words.size(), use.takes);
  } else if ((words[0].is("deallocate") || words[0].is("drop")) && is_at(words, 1, "prepare") &&
             words.size() > 2) {
    use.only_sets = true;
    use.gives = {"=" + lower(words[2].text)};
  } else {
    read_statement(words, use);
  }
  return use;
}

OwnStatements own_statements(const std::vector<std::string>& statements, EngineKind engine) {
  return Section(statements, engine).read();
}

bool sets_in_transaction(const std::string& statement, EngineKind engine) {
  const auto use = session_use_of(statement, engine);
  return use.only_sets && std::none_of(use.gives.begin(), use.gives.end(), [](const Held& held) {
           return held.starts_with("transaction ") ||
                  among(held, {"sql_log_bin", "binlog_format", "gtid_next",
                               "binlog_direct_non_transactional_updates"});
         });
}

}  // namespace migrate::mysql
