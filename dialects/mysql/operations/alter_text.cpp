#include "dialects/mysql/operations/alter_text.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "migration/sql_lexer.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

struct Word {
  std::string text;     // a name without its quotes
  bool quoted = false;  // cannot be a keyword
};

// The words of each clause, outside of parentheses.
std::vector<std::vector<Word>> clauses(const std::string& text, EngineKind engine,
                                       const Location& at) {
  auto wrong = [&](const std::string& what) {
    refuse("MIG-PLAN-SQL", fmt::format("alter_table: {}", what), "correct the migration file",
           at.text());
  };
  std::vector<std::vector<Word>> found(1);
  int depth = 0;
  SqlLexer lexer(text, engine);
  for (auto token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next()) {
    auto word = std::string(lexer.text(token));
    switch (token.kind) {
      case Token::Kind::delimiter:
        wrong("one ALTER TABLE, without a semicolon");
        break;
      case Token::Kind::quoted:
        if (word.starts_with("/*")) wrong("a comment that is executed hides what it does");
        if (depth == 0 && word.front() == '`')
          found.back().push_back({replace_all(word.substr(1, word.size() - 2), "``", "`"), true});
        else if (depth == 0)
          found.back().push_back({word, true});
        break;
      case Token::Kind::word:
        if (depth == 0) found.back().push_back({word});
        break;
      case Token::Kind::symbol:
        if (word == "(") ++depth;
        if (word == ")") --depth;
        if (word == "," && depth == 0) found.emplace_back();
        break;
      default:
        break;
    }
  }
  return found;
}

bool is(const std::vector<Word>& clause, std::size_t at, const char* keyword) {
  return at < clause.size() && !clause[at].quoted && lower(clause[at].text) == keyword;
}

void refuse_far_reaching(const std::vector<Word>& clause, const Location& at) {
  auto no = [&](const std::string& what, const std::string& next) {
    unsupported(at, "alter_table: " + what, next);
  };
  if (is(clause, 0, "rename") && !is(clause, 1, "column") && !is(clause, 1, "index") &&
      !is(clause, 1, "key"))
    no("RENAME gives the table another name", "use operation rename_table, or sql");
  for (auto* word : {"exchange", "discard", "import", "union"})
    if (is(clause, 0, word))
      no(fmt::format("{} reaches beyond the table", clause[0].text), "use operation sql");
  if (is(clause, 0, "convert") && (is(clause, 1, "table") || is(clause, 1, "partition")))
    no("CONVERT TABLE and CONVERT PARTITION reach beyond the table", "use operation sql");
  for (auto* word : {"drop", "truncate"})
    if (is(clause, 0, word) && is(clause, 1, "partition"))
      no(fmt::format("{} PARTITION deletes rows, which a copy brings back", clause[0].text),
         "use operation sql");
  for (auto* word : {"algorithm", "lock", "wait", "nowait"})
    if (is(clause, 0, word))
      no(fmt::format("{} says how; this is run on a shadow of the table", clause[0].text),
         "leave it out");
  for (std::size_t i = 0; i < clause.size(); ++i)
    if (is(clause, i, "foreign") || is(clause, i, "references"))
      no("foreign keys are operations of their own",
         "use create_constraint or drop_constraint, before or behind");
}

// [COLUMN] [IF EXISTS]
void skip_column(const std::vector<Word>& clause, std::size_t& i) {
  if (is(clause, i, "column")) ++i;
  if (is(clause, i, "if") && is(clause, i + 1, "exists")) i += 2;
}

std::optional<std::pair<std::string, std::string>> renamed_by(const std::vector<Word>& clause) {
  std::size_t i = 1;
  bool change = is(clause, 0, "change");
  if (!change && !(is(clause, 0, "rename") && is(clause, 1, "column"))) return std::nullopt;
  skip_column(clause, i);
  auto to = change ? i + 1 : i + 2;  // RENAME COLUMN a TO b
  if (to >= clause.size()) return std::nullopt;
  return std::pair{clause[i].text, clause[to].text};
}

// DROP [COLUMN] [IF EXISTS] name; what else is dropped has its word behind DROP.
std::optional<std::string> dropped_by(const std::vector<Word>& clause) {
  if (!is(clause, 0, "drop")) return std::nullopt;
  for (auto* other : {"index", "key", "primary", "foreign", "constraint", "check", "partition",
                      "system", "period"})
    if (is(clause, 1, other)) return std::nullopt;
  std::size_t i = 1;
  skip_column(clause, i);
  if (i >= clause.size()) return std::nullopt;
  return clause[i].text;
}

// DROP or ALTER, CONSTRAINT or CHECK [IF EXISTS] name
std::optional<std::string> constraint_of(const std::vector<Word>& clause) {
  if (!is(clause, 0, "drop") && !is(clause, 0, "alter")) return std::nullopt;
  if (!is(clause, 1, "constraint") && !is(clause, 1, "check")) return std::nullopt;
  std::size_t i = 2;
  if (is(clause, i, "if") && is(clause, i + 1, "exists")) i += 2;
  if (i >= clause.size()) return std::nullopt;
  return clause[i].text;
}

}  // namespace

AlterText read_alter(const std::string& text, EngineKind engine, const Location& at) {
  AlterText alter{std::string(trim(text)), {}, {}, {}};
  if (auto problem = find_split_problem(alter.text, engine))
    refuse("MIG-PLAN-SQL", "alter_table: " + problem->what, "correct the migration file",
           at.text());
  auto all = clauses(alter.text, engine, at);
  if (is(all[0], 0, "alter") && is(all[0], 1, "table"))
    refuse("MIG-PLAN-SQL", "alter_table: `alter` is what stands behind ALTER TABLE and the name",
           "leave ALTER TABLE and the name out", at.text());
  for (auto& clause : all) {
    refuse_far_reaching(clause, at);
    if (auto names = renamed_by(clause); names && names->first != names->second)
      alter.renamed.insert(*names);
    if (auto name = dropped_by(clause)) alter.dropped.insert(*name);
    if (auto name = constraint_of(clause)) alter.constraints.push_back(*name);
  }
  return alter;
}

}  // namespace migrate::mysql
