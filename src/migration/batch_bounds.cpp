#include "migration/batch_bounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace migrate {

namespace {

bool one_of(const Piece& piece, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](auto* word) { return piece.keyword(word); });
}

bool is_join(const Piece& piece) {
  return one_of(piece, {"LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL"});
}

BatchProblem an_or(const char* beside) {
  return {fmt::format("an OR stands beside {}: each batch would change rows outside of its range",
                      beside),
          "WHERE {{batch}} AND (… OR …)"};
}

constexpr const char* the_mark = "{{batch}}";
constexpr const char* its_query = "the query that holds {{batch}}";

// Looks at one pair of parentheses after the other, from the mark outwards. What it does not know
// it refuses: the mark is taken only where nothing but AND joins it to the rest, so that no
// operator, function or list of today's or tomorrow's servers can make it mean something else.
class Bounds {
 public:
  Bounds(const Pieces& all, EngineKind engine, const std::vector<PieceSpan>& marks)
      : all_(all), marks_(marks) {
    or_by_pipes_ = engine == EngineKind::mysql || engine == EngineKind::mariadb;
  }

  std::optional<BatchProblem> of(PieceSpan at) const {
    for (;;) {
      const Left left = left_of(at);
      if (beside_or(at, left)) return an_or(the_mark);
      if (at.first > 0 && all_[at.first - 1].keyword("NOT"))
        return BatchProblem{"NOT {{batch}} is every row outside of the range", "{{batch}}"};
      if (const Piece* other = beside(at, left))
        return BatchProblem{
            fmt::format("\"{}\" stands beside {{{{batch}}}}, which nothing but AND may join to the "
                        "rest of a WHERE or an ON: rows outside of the range may be changed",
                        printable(shorten(std::string(other->text), 40))),
            "WHERE {{batch}} AND …"};
      if (of_outer_join(left))
        return BatchProblem{
            "{{batch}} stands in the ON of an outer join, which leaves out no row of the table "
            "that it keeps: rows outside of the range may be changed",
            "{{batch}} in the WHERE"};
      const auto around = parentheses(at);
      if (left.ends == Left::condition) return around ? of_query(*around) : std::nullopt;
      if (left.ends == Left::clause || !around)
        return BatchProblem{"{{batch}} stands in no WHERE and no ON: it bounds no rows there",
                            "WHERE {{batch}} AND …"};
      at = *around;
    }
  }

 private:
  // What stands to the left inside the same parentheses.
  struct Left {
    enum Ends { condition, clause, nothing } ends = nothing;  // WHERE, ON …; SELECT, FROM, a comma
    std::size_t begin = 0;                                    // the first piece behind that
  };

  bool at_word(std::size_t i, std::initializer_list<const char*> words) const {
    return i < all_.size() && one_of(all_[i], words);
  }
  // Two symbols without a blank between them.
  bool doubled(std::size_t i, char c) const {
    return i + 1 < all_.size() && all_[i].symbol(c) && all_[i + 1].symbol(c) &&
           all_[i].end == all_[i + 1].begin;
  }

  bool starts_condition(std::size_t i) const {
    if (one_of(all_[i], {"WHERE", "HAVING"})) return true;
    if (all_[i].keyword("ON")) return !at_word(i + 1, {"CONFLICT", "DUPLICATE"});
    // MERGE's, not that of CASE.
    return all_[i].keyword("WHEN") && (at_word(i + 1, {"MATCHED"}) ||
                                       (at_word(i + 1, {"NOT"}) && at_word(i + 2, {"MATCHED"})));
  }

  // A clause begins only where an expression may have ended: elsewhere its word is a column's name.
  bool behind_operand(std::size_t i) const {
    if (i == 0) return false;
    const Piece& before = all_[i - 1];
    if (before.kind == Token::Kind::symbol) return before.symbol(')') || before.symbol('}');
    return !one_of(before, {"AND", "OR", "XOR", "NOT", "WHERE", "ON", "HAVING", "SELECT", "BETWEEN",
                            "LIKE", "IN", "IS", "BY", "WHEN", "THEN", "ELSE", "SET", "DISTINCT"});
  }

  bool begins_clause(std::size_t i) const {
    if (all_[i].symbol(',') || all_[i].keyword("SELECT")) return true;
    if (!behind_operand(i)) return false;
    if (one_of(all_[i], {"GROUP", "ORDER"})) return at_word(i + 1, {"BY"});
    // LEFT(name, 1) is a function.
    if (is_join(all_[i]))
      return at_word(i + 1, {"JOIN", "OUTER"}) || (i + 1 < all_.size() && is_join(all_[i + 1]));
    return one_of(all_[i], {"WHERE", "ON", "HAVING", "RETURNING", "UNION", "EXCEPT", "INTERSECT",
                            "JOIN", "STRAIGHT_JOIN", "SET", "FROM", "THEN", "WHEN"});
  }

  Left left_of(PieceSpan at) const {
    const int depth = all_[at.first].depth;
    for (std::size_t i = at.first; i-- > 0;) {
      if (all_[i].depth < depth) return {Left::nothing, i + 1};
      if (all_[i].depth > depth) continue;
      if (starts_condition(i)) return {Left::condition, i + 1};
      if (begins_clause(i)) return {Left::clause, i + 1};
    }
    return {Left::nothing, 0};
  }

  bool is_or(std::size_t i) const {
    if (one_of(all_[i], {"OR", "XOR"}) || (or_by_pipes_ && doubled(i, '|'))) return true;
    // A comment that the server executes may say anything.
    return all_[i].kind == Token::Kind::quoted && all_[i].text.starts_with("/*");
  }

  bool beside_or(PieceSpan at, const Left& left) const {
    const int depth = all_[at.first].depth;
    for (std::size_t i = left.begin; i < at.first; ++i)
      if (all_[i].depth == depth && is_or(i)) return true;
    for (std::size_t i = at.last + 1; i < all_.size() && all_[i].depth >= depth; ++i) {
      if (all_[i].depth > depth) continue;
      if (begins_clause(i)) return false;
      if (is_or(i)) return true;
    }
    return false;
  }

  // The AND at `and_at` is not the one of a BETWEEN.
  bool joins_conditions(std::size_t and_at, const Left& left) const {
    bool between = false;
    for (std::size_t i = left.begin; i < and_at; ++i) {
      if (all_[i].depth != all_[and_at].depth) continue;
      if (all_[i].keyword("BETWEEN")) between = true;
      if (all_[i].keyword("AND")) between = false;
    }
    return !between;
  }

  // What stands directly beside and is neither AND nor an end of the condition.
  const Piece* beside(PieceSpan at, const Left& left) const {
    const int depth = all_[at.first].depth;
    if (at.first > left.begin) {
      const std::size_t i = at.first - 1;
      const bool joined = (all_[i].keyword("AND") && joins_conditions(i, left)) ||
                          (or_by_pipes_ && i > 0 && doubled(i - 1, '&'));
      if (!joined) return &all_[i];
    }
    const std::size_t next = at.last + 1;
    if (next == all_.size() || all_[next].depth < depth || all_[next].keyword("AND") ||
        (or_by_pipes_ && doubled(next, '&')) || begins_clause(next) ||
        one_of(all_[next], {"LIMIT", "OFFSET", "FETCH", "WINDOW", "FOR", "LOCK"}))
      return nullptr;
    return &all_[next];
  }

  // The only mark, that is: another in the WHERE bounds the rows.
  bool of_outer_join(const Left& left) const {
    if (left.ends != Left::condition || marks_.size() > 1) return false;
    const std::size_t on = left.begin - 1;
    if (!all_[on].keyword("ON")) return false;
    for (std::size_t i = on; i-- > 0 && all_[i].depth >= all_[on].depth;)
      if (all_[i].depth == all_[on].depth && one_of(all_[i], {"JOIN", "STRAIGHT_JOIN", "USING"}))
        return i > 0 && one_of(all_[i - 1], {"LEFT", "RIGHT", "FULL", "OUTER"});
    return false;
  }

  std::optional<PieceSpan> parentheses(PieceSpan at) const {
    const int depth = all_[at.first].depth;
    std::size_t first = at.first, last = at.last;
    while (first > 0 && all_[first].depth >= depth) --first;
    while (last + 1 < all_.size() && all_[last].depth >= depth) ++last;
    if (all_[first].depth >= depth || !all_[first].symbol('(')) return std::nullopt;
    return PieceSpan{first, last};
  }

  // The mark bounds the rows of a query in parentheses: what makes of them a condition for others?
  // Not looked at where another mark bounds those.
  std::optional<BatchProblem> of_query(PieceSpan at) const {
    for (std::optional<PieceSpan> query = at; query; query = parentheses(*query)) {
      if (std::any_of(marks_.begin(), marks_.end(), [&](const PieceSpan& mark) {
            return mark.first < query->first || mark.first > query->last;
          }))
        return std::nullopt;
      const Left left = left_of(*query);
      if (left.ends == Left::clause || (left.ends == Left::nothing && left.begin == 0)) continue;
      if (beside_or(*query, left)) return an_or(its_query);
      if (negated(*query, left))
        return BatchProblem{
            "a NOT stands before the query that holds {{batch}}: that is every row outside of the "
            "range",
            "WHERE {{batch}} AND NOT …"};
    }
    return std::nullopt;
  }

  bool negated(PieceSpan at, const Left& left) const {
    const int depth = all_[at.first].depth;
    for (std::size_t i = at.first; i-- > left.begin;) {
      if (all_[i].depth != depth) continue;
      if (all_[i].keyword("AND")) return false;
      // IS NOT DISTINCT FROM is an equality.
      if (all_[i].keyword("NOT") && !(i > 0 && all_[i - 1].keyword("IS"))) return true;
    }
    return false;
  }

  const Pieces& all_;
  const std::vector<PieceSpan>& marks_;
  bool or_by_pipes_ = false;
};

}  // namespace

std::optional<BatchProblem> bounds_problem(const Pieces& all, EngineKind engine,
                                           const std::vector<PieceSpan>& marks, std::size_t which) {
  return Bounds(all, engine, marks).of(marks[which]);
}

}  // namespace migrate
