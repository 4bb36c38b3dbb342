#include "migration/sql_compound.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace migrate {

namespace {

constexpr const char* no_end = "a body has no END";

template <std::size_t N>
bool one_of(const std::string& word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// CREATE RULE … DO (a; b), and SQL-standard routine bodies: BEGIN ATOMIC … END. CASE and END are
// reserved words, so counting them is exact.
class PostgresCompound final : public Compound {
 public:
  void word(const std::string& upper) override {
    ++words_;
    if (words_ == 1) create_ = upper == "CREATE";
    if (create_ && words_ <= 4 && (upper == "FUNCTION" || upper == "PROCEDURE")) routine_ = true;
    if (routine_ && upper == "ATOMIC" && last_ == "BEGIN" && depth_ == 0) depth_ = 1;
    if (depth_ > 0 && upper == "CASE") ++depth_;
    if (depth_ > 0 && upper == "END") --depth_;
    last_ = upper;
  }
  void symbol(char c) override {
    if (c == '(') ++parentheses_;
    if (c == ')' && parentheses_ > 0) --parentheses_;
    last_.clear();
  }
  bool semicolon() override {
    last_.clear();
    return depth_ == 0 && parentheses_ == 0;
  }
  std::string unfinished() override {
    if (depth_ > 0) return no_end;
    return parentheses_ > 0 ? "a parenthesis is not closed" : "";
  }

 private:
  int words_ = 0, depth_ = 0, parentheses_ = 0;
  bool create_ = false, routine_ = false;
  std::string last_;
};

// A trigger ends at "; END ;": nothing else puts END behind a semicolon, so columns named "end" and
// CASE … END need no care.
class SqliteCompound final : public Compound {
 public:
  void word(const std::string& upper) override {
    ++words_;
    if (words_ == 1) create_ = upper == "CREATE";
    if (create_ && words_ <= 3 && upper == "TRIGGER" &&
        (words_ == 2 || last_ == "TEMP" || last_ == "TEMPORARY"))
      trigger_ = true;
    ended_ = trigger_ && after_semicolon_ && upper == "END";
    after_semicolon_ = false;
    last_ = upper;
  }
  void symbol(char) override {
    after_semicolon_ = ended_ = false;
    last_.clear();
  }
  bool semicolon() override {
    after_semicolon_ = true;
    return !trigger_ || ended_;
  }
  std::string unfinished() override { return trigger_ && !ended_ ? no_end : ""; }

 private:
  int words_ = 0;
  bool create_ = false, trigger_ = false, after_semicolon_ = false, ended_ = false;
  std::string last_;
};

// Stored programs of MySQL and MariaDB. END, BEGIN and IF may be names there, and IF() and CASE are
// expressions too, so what counts is whether a word stands where a statement of the body starts.
class MysqlCompound final : public Compound {
 public:
  explicit MysqlCompound(bool mariadb) : mariadb_(mariadb) {}

  void word(const std::string& upper) override {
    ++words_;
    if (std::exchange(colon_, false)) start_ = true;  // a label's
    if (std::exchange(skip_name_, false)) {
      start_ = true;
      return;
    }
    if (phase_ == Phase::kind) {
      find_kind(upper);
    } else if (phase_ == Phase::header) {
      header(upper);
    } else if (phase_ == Phase::body) {
      body(upper);
    }
    last_ = upper;
  }

  void symbol(char c) override {
    if (phase_ == Phase::body) resolve_end();
    if (phase_ == Phase::header && routine_) {
      if (c == '(') ++parentheses_;
      if (c == ')' && --parentheses_ == 0) parameters_done_ = true;
    }
    if (phase_ == Phase::header && c == ':' && parameters_done_) phase_ = Phase::body;
    colon_ = c == ':' && phase_ == Phase::body;
    if (std::exchange(skip_name_, false))
      start_ = true;
    else if (c != ':')
      start_ = false;
    last_.clear();
  }

  bool semicolon() override {
    resolve_end();
    // Expressions end with their statement.
    while (!open_.empty() && open_.back() == Open::expression) open_.pop_back();
    start_ = true;
    handler_ = declare_ = colon_ = false;
    last_.clear();
    return open_.empty();
  }

  std::string unfinished() override {
    resolve_end();
    return open_.empty() ? "" : no_end;
  }

 private:
  enum class Phase { kind, header, body, plain };
  enum class Open { block, expression };
  enum class End { none, certain, maybe };

  void find_kind(const std::string& upper) {
    static constexpr std::array<std::string_view, 20> others = {
        "TABLE",    "VIEW",    "INDEX",     "DATABASE", "SCHEMA", "USER",   "UNIQUE",
        "FULLTEXT", "SPATIAL", "TEMPORARY", "SEQUENCE", "SERVER", "ROLE",   "TABLESPACE",
        "LOGFILE",  "UNDO",    "RESOURCE",  "PACKAGE",  "ONLINE", "OFFLINE"};
    if (words_ == 1) {
      alter_ = upper == "ALTER";
      begin_ = mariadb_ && upper == "BEGIN";
      if (!alter_ && !begin_ && upper != "CREATE") phase_ = Phase::plain;
      return;
    }
    if (begin_) {  // BEGIN NOT ATOMIC … END
      phase_ = upper == "NOT" ? Phase::body : Phase::plain;
      if (phase_ == Phase::body) open_.push_back(Open::block);
      return;
    }
    if (one_of(upper, others) || words_ > 16) {
      phase_ = Phase::plain;
    } else if (upper == "EVENT" || (!alter_ && upper == "TRIGGER")) {
      phase_ = Phase::header;
      trigger_ = upper == "TRIGGER";
    } else if (!alter_ && (upper == "PROCEDURE" || upper == "FUNCTION")) {
      phase_ = Phase::header;
      routine_ = true;
      function_ = upper == "FUNCTION";
    }
  }

  void header(const std::string& upper) {
    static constexpr std::array<std::string_view, 7> compound = {"BEGIN",  "IF",    "CASE", "LOOP",
                                                                 "REPEAT", "WHILE", "FOR"};
    static constexpr std::array<std::string_view, 11> simple = {
        "RETURN", "SELECT", "INSERT", "UPDATE",  "DELETE", "REPLACE",
        "CALL",   "WITH",   "DO",     "EXECUTE", "SET"};
    if (routine_) {
      if (!parameters_done_) return;
      if (one_of(upper, compound)) {
        phase_ = Phase::body;
        start_ = true;
        body(upper);
      } else if (one_of(upper, simple) && !(upper == "SET" && function_)) {
        // A function's body has a RETURN, so it is no SET alone: that belongs to what it returns,
        // SET('a', 'b') or CHARACTER SET.
        phase_ = Phase::body;
        start_ = false;
      }
      return;
    }
    if (trigger_ ? upper == "ROW" && last_ == "EACH" : upper == "DO") {
      phase_ = Phase::body;
      start_ = true;
    }
  }

  void body(const std::string& upper) {
    static constexpr std::array<std::string_view, 6> closers = {"IF",     "CASE",  "LOOP",
                                                                "REPEAT", "WHILE", "FOR"};
    const End end = std::exchange(end_, End::none);
    if (end == End::certain || (end == End::maybe && upper == "REPEAT")) {
      if (!open_.empty()) open_.pop_back();
      start_ = false;
      if (one_of(upper, closers)) return;
    }
    if (upper == "ATOMIC" && last_ == "NOT") {
      start_ = true;
      return;
    }
    if (std::exchange(start_, false)) {
      start_word(upper);
    } else {
      inner_word(upper);
    }
  }

  void start_word(const std::string& upper) {
    if (upper == "END" && !open_.empty()) {
      end_ = End::certain;
    } else if (upper == "BEGIN" || upper == "LOOP" || upper == "REPEAT") {
      open_.push_back(Open::block);
      start_ = true;
    } else if (upper == "IF" || upper == "CASE" || upper == "WHILE" || upper == "FOR") {
      open_.push_back(Open::block);
    } else if (upper == "ELSE") {
      start_ = true;
    } else if (trigger_ && open_.empty() && (upper == "FOLLOWS" || upper == "PRECEDES")) {
      skip_name_ = true;
    } else if (upper == "DECLARE") {
      declare_ = true;
    }
  }

  void inner_word(const std::string& upper) {
    const bool in_block = !open_.empty() && open_.back() == Open::block;
    if (upper == "CASE") {
      open_.push_back(Open::expression);
    } else if (upper == "END" && !open_.empty()) {
      if (in_block)
        end_ = End::maybe;  // UNTIL … END REPEAT, or a column named "end"
      else
        open_.pop_back();
    } else if (in_block && (upper == "THEN" || upper == "ELSE" || upper == "DO")) {
      start_ = true;
    } else if (declare_ && upper == "HANDLER") {
      handler_ = true;
    } else if (handler_ && upper == "BEGIN") {
      open_.push_back(Open::block);
      start_ = true;
    }
  }

  void resolve_end() {
    if (std::exchange(end_, End::none) == End::certain && !open_.empty()) open_.pop_back();
  }

  bool mariadb_;
  Phase phase_ = Phase::kind;
  int words_ = 0, parentheses_ = 0;
  bool alter_ = false, begin_ = false, trigger_ = false, routine_ = false;
  bool function_ = false, parameters_done_ = false;
  bool start_ = false;  // the next word starts a statement of the body
  bool colon_ = false, skip_name_ = false, declare_ = false, handler_ = false;
  End end_ = End::none;
  std::vector<Open> open_;
  std::string last_;
};

}  // namespace

std::unique_ptr<Compound> make_compound(EngineKind engine) {
  switch (engine) {
    case EngineKind::postgres:
      return std::make_unique<PostgresCompound>();
    case EngineKind::sqlite:
      return std::make_unique<SqliteCompound>();
    case EngineKind::mysql:
    case EngineKind::mariadb:
      break;
  }
  return std::make_unique<MysqlCompound>(engine == EngineKind::mariadb);
}

}  // namespace migrate
