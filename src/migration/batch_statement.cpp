#include "migration/batch_statement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "migration/batch_bounds.hpp"
#include "migration/sql_pieces.hpp"
#include "migration/sql_split.hpp"

namespace migrate {

namespace {

// What a word or a quoted name stands for; empty for a string literal and anything else.
std::string name_in(const Piece& piece, EngineKind engine) {
  if (piece.kind == Token::Kind::word) return std::string(piece.text);
  if (piece.kind != Token::Kind::quoted || piece.text.size() < 2) return "";
  const char open = piece.text.front();
  // "x" is a text on MySQL unless ANSI_QUOTES is on, which the tool's sessions leave off.
  const bool text = lexical_rules(engine).double_quoted_text;
  if (open != '`' && open != '[' && (open != '"' || text)) return "";
  const char close = open == '[' ? ']' : open;
  return replace_all(std::string(piece.text.substr(1, piece.text.size() - 2)),
                     std::string(2, close), std::string(1, close));
}

bool names(const Piece& piece, EngineKind engine, const std::string& name) {
  return lower(name_in(piece, engine)) == lower(name);
}

// Words behind a table's name that are not another name for it.
bool follows_a_table(const Piece& piece) {
  static constexpr std::array words = {
      "WHERE",       "SET",       "ON",        "USING",     "JOIN",          "INNER",   "LEFT",
      "RIGHT",       "FULL",      "CROSS",     "NATURAL",   "ORDER",         "GROUP",   "HAVING",
      "LIMIT",       "UNION",     "EXCEPT",    "WINDOW",    "INTERSECT",     "FOR",     "FETCH",
      "OFFSET",      "VALUES",    "RETURNING", "SELECT",    "FORCE",         "DEFAULT", "USE",
      "IGNORE",      "LOCK",      "INDEXED",   "PARTITION", "NOT",           "FROM",    "WITH",
      "DO",          "TABLE",     "LATERAL",   "OUTER",     "STRAIGHT_JOIN", "WHEN",    "AND",
      "TABLESAMPLE", "OVERRIDING"};
  return std::any_of(words.begin(), words.end(), [&](auto* w) { return piece.keyword(w); });
}

// What the table is called wherever it is read or changed; empty: by its own name.
std::vector<std::string> uses_of(const Pieces& all, EngineKind engine, const std::string& table) {
  std::vector<std::string> aliases;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (!names(all[i], engine, table)) continue;
    std::size_t before = i - 1;
    if (all[before].symbol('.') && before >= 2) before -= 2;  // its schema
    const Piece& p = all[before];
    bool comma = p.symbol(',');
    bool reference = comma || p.symbol('(');
    for (const char* word :
         {"FROM", "JOIN", "UPDATE", "INTO", "ONLY", "USING", "STRAIGHT_JOIN", "LATERAL"})
      reference |= p.keyword(word);
    if (!reference) continue;
    if (i + 1 == all.size()) {
      aliases.emplace_back();
      continue;
    }
    const Piece& next = all[i + 1];
    if (next.symbol('.')) continue;  // a column of it
    if (next.keyword("AS")) {
      // Behind a comma it may be a column of that name.
      if (!comma && i + 2 < all.size()) aliases.emplace_back(all[i + 2].text);
    } else if (!name_in(next, engine).empty() && !follows_a_table(next)) {
      aliases.emplace_back(next.text);
    } else {
      aliases.emplace_back();
    }
  }
  return aliases;
}

struct Found {
  BatchStatement::Mark mark;
  PieceSpan span;
};

// Throws BatchProblem on double braces that say something else.
std::vector<Found> marks_in(const Pieces& all) {
  std::vector<Found> found;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (!all[i].symbol('{') || !all[i + 1].symbol('{')) continue;
    Found one;
    one.span.first = i;
    one.mark.begin = all[i].begin;
    std::size_t at = i + 2;
    bool good = at < all.size() && all[at++].is("batch");
    if (good && at < all.size() && all[at].symbol(':')) {
      good = at + 1 < all.size() &&
             (all[at + 1].kind == Token::Kind::word || all[at + 1].kind == Token::Kind::quoted);
      if (good) one.mark.alias = all[at + 1].text;
      at += 2;
    }
    good = good && at + 1 < all.size() && all[at].symbol('}') && all[at + 1].symbol('}');
    if (!good)
      throw BatchProblem{"what stands in double braces is not {{batch}}",
                         "{{batch}}, or {{batch:o}} where the table is called o"};
    one.span.last = at + 1;
    one.mark.end = all[one.span.last].end;
    found.push_back(one);
    i = one.span.last;
  }
  return found;
}

std::string target_in(const Pieces& all, EngineKind engine, const std::string& verb) {
  std::size_t at = 1;
  const auto skip = [&](std::initializer_list<const char*> words) {
    while (at < all.size() &&
           std::any_of(words.begin(), words.end(), [&](auto* w) { return all[at].keyword(w); }))
      ++at;
  };
  if (verb == "WITH" || verb == "SELECT") return "";
  skip({"LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "QUICK", "IGNORE"});
  if (at < all.size() && all[at].keyword("OR")) at += 2;  // OR REPLACE, OR IGNORE …
  // MySQL's DELETE of several tables names them before FROM.
  if (verb == "DELETE" && at < all.size() && !all[at].keyword("FROM"))
    return name_in(all[at], engine);
  skip({"INTO", "FROM", "ONLY"});
  if (at + 2 < all.size() && all[at + 1].symbol('.')) at += 2;
  return at < all.size() ? name_in(all[at], engine) : "";
}

constexpr const char* one_statement =
    "a backfill of a table is one statement that has {{batch}} where the bounds of the batch go";
constexpr const char* example = "UPDATE orders SET … WHERE {{batch}} AND …";

std::optional<BatchProblem> problem_in(const Pieces& all, EngineKind engine,
                                       const std::string& table) {
  static constexpr std::array verbs = {"INSERT", "UPDATE", "DELETE", "REPLACE",
                                       "MERGE",  "WITH",   "SELECT"};
  if (all.empty() ||
      std::none_of(verbs.begin(), verbs.end(), [&](auto* verb) { return all[0].keyword(verb); }))
    return BatchProblem{
        "a batch is an UPDATE, INSERT, DELETE, REPLACE, MERGE or WITH: it commits together with "
        "its "
        "checkpoint, which other statements may not",
        "an sql operation for statements that run once"};
  const auto marks = marks_in(all);
  if (marks.empty()) return BatchProblem{one_statement, example};
  std::vector<PieceSpan> spans;
  for (const Found& mark : marks) spans.push_back(mark.span);
  std::size_t which = 0;
  const auto uses = uses_of(all, engine, table);
  for (const Found& mark : marks) {
    const std::string& alias = mark.mark.alias;
    if (alias.empty() && uses.empty())
      return BatchProblem{fmt::format("the statement does not name table \"{}\", whose rows "
                                      "{{{{batch}}}} bounds",
                                      table),
                          "the table that the statement reads or changes, in `table`"};
    if (alias.empty() && std::find(uses.begin(), uses.end(), "") == uses.end())
      return BatchProblem{fmt::format("table \"{}\" is called {} there", table, uses[0]),
                          fmt::format("{{{{batch:{}}}}}", uses[0])};
    if (!alias.empty() && std::none_of(uses.begin(), uses.end(), [&](const std::string& use) {
          return lower(use) == lower(alias);
        }))
      return BatchProblem{
          fmt::format("{{{{batch:{}}}}}: table \"{}\" is not called {} there", alias, table, alias),
          uses.empty() || uses[0].empty() ? "{{batch}}" : fmt::format("{{{{batch:{}}}}}", uses[0])};
    if (auto unbound = bounds_problem(all, engine, spans, which++)) return unbound;
  }
  for (const Piece& piece : all)
    if (piece.depth == 0 && (piece.keyword("LIMIT") || piece.keyword("FETCH")))
      return BatchProblem{
          fmt::format("{} leaves out rows of the range, and no batch comes back for them",
                      piece.text),
          "no limit: how many rows a batch takes is the runner's"};
  return std::nullopt;
}

}  // namespace

std::optional<BatchProblem> batch_problem(std::string_view sql, EngineKind engine,
                                          const std::string& table) {
  const auto statements = split_sql(sql, engine);
  if (statements.size() != 1) return BatchProblem{one_statement, "one backfill per statement"};
  try {
    return problem_in(pieces_of(statements[0].text, engine), engine, table);
  } catch (const BatchProblem& problem) {
    return problem;
  }
}

BatchStatement read_batch_statement(std::string_view sql, EngineKind engine,
                                    const std::string& table) {
  BatchStatement statement;
  statement.text = split_sql(sql, engine).at(0).text;
  const auto all = pieces_of(statement.text, engine);
  statement.verb = leading_keywords(statement.text, 1);
  statement.target = target_in(all, engine, statement.verb);
  for (const std::string& alias : uses_of(all, engine, table))
    if (!alias.empty() && lower(alias) == lower(statement.target)) statement.target = table;
  for (const Found& found : marks_in(all)) statement.marks.push_back(found.mark);
  return statement;
}

std::string with_bounds(const BatchStatement& statement,
                        const std::function<std::string(const std::string& alias)>& bounds) {
  std::string out;
  std::size_t at = 0;
  for (const auto& mark : statement.marks) {
    out += statement.text.substr(at, mark.begin - at) + "(" + bounds(mark.alias) + ")";
    at = mark.end;
  }
  return out + statement.text.substr(at);
}

std::string title_of(const BatchStatement& statement, const std::string& table) {
  const std::string& verb = statement.verb;
  std::string title = "run " + verb;
  if (!statement.target.empty()) {
    const char* between = verb == "DELETE"    ? " from "
                          : verb == "UPDATE"  ? " "
                          : verb == "REPLACE" ? " in "
                                              : " into ";
    title = lower(verb) + between + printable(shorten(statement.target, 80));
  }
  title += " in batches";
  return lower(statement.target) == lower(table) ? title : title + " of " + table;
}

}  // namespace migrate
