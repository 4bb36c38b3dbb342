// What numbers the rows of a column that another one replaces: its default and its sequence.
#include <fmt/format.h>

#include <utility>

#include "dialects/postgres/catalog/sequence_bounds.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

struct Sequence {
  std::string sql, name, type, start, increment, low, high, cache, cycle, grants, comment;
};

std::optional<Sequence> sequence_of(const Replacement& r) {
  auto found = r.first.extra.find("sequence");
  if (found == r.first.extra.end()) return std::nullopt;
  auto f = split(found->second, '\x1f');
  if (f.size() < 11) return std::nullopt;
  return Sequence{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10]};
}

// Others that the column owns: their qualified names and names.
std::vector<std::pair<std::string, std::string>> more_sequences(const Replacement& r) {
  std::vector<std::pair<std::string, std::string>> all;
  auto found = r.first.extra.find("more_sequences");
  if (found == r.first.extra.end()) return all;
  for (auto& one : split(found->second, '\x1e')) {
    auto names = split(one, '\x1f');
    all.emplace_back(names.at(0), names.at(1));
  }
  return all;
}

int rank_of(const std::string& type) {
  return type == "smallint" ? 0 : type == "integer" ? 1 : 2;
}

// Where it stands. The numbers of a wider type may have been drawn, though no row has one: no
// sequence of the narrower type can stand there, and the next draw says that it is at its end.
std::string position(const Sequence& from, const std::string& was, const std::string& is) {
  if (rank_of(is) >= rank_of(was)) return "last_value";
  return from.increment.starts_with("-")
             ? fmt::format("greatest(last_value, {})", low_in(from.low, from.type, is))
             : fmt::format("least(last_value, {})", high_in(from.high, from.type, is));
}

// An identity's sequence cannot change its column: a new one goes on where it stands. The names
// are exchanged already: the column has the type `is` now.
Statements move_identity(const Replacement& r, const Sequence& from, const std::string& was,
                         const std::string& is) {
  auto temporary = r.other("sequence", r.first.name);
  Statements sql = {
      fmt::format("ALTER TABLE {} ALTER COLUMN {} ADD GENERATED {} AS IDENTITY (SEQUENCE NAME {} "
                  "START WITH {} INCREMENT BY {} {} CACHE {} {})",
                  r.q, r.column(), r.first.extra.at("identity"), r.p.q(temporary), from.start,
                  from.increment, bounds_in(from.low, from.high, from.increment, from.type, is),
                  from.cache, from.cycle),
      fmt::format("SELECT pg_catalog.setval({}, {}, is_called) FROM {}",
                  quote_literal(r.p.q(temporary)), position(from, was, is), from.sql),
      fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP IDENTITY", r.q, r.second_column()),
      fmt::format("ALTER SEQUENCE {} RENAME TO {}", r.p.q(temporary), quote_name(from.name))};
  if (!from.grants.empty())
    for (auto& grant : split(from.grants, '\n')) {
      auto space = grant.find(' ');
      sql.push_back(fmt::format("GRANT {} ON SEQUENCE {}{}", grant.substr(0, space), from.sql,
                                grant.substr(space)));
    }
  if (!from.comment.empty())
    sql.push_back(
        fmt::format("COMMENT ON SEQUENCE {} IS {}", from.sql, quote_literal(from.comment)));
  return sql;
}

}  // namespace

Statements move_default(const Replacement& r, bool back) {
  Statements sql;
  auto sequence = sequence_of(r);
  auto own = [&](const std::string& name) {
    sql.push_back(fmt::format("ALTER SEQUENCE {} OWNED BY {}.{}", name, r.q, r.column()));
  };
  for (auto& [name, _] : more_sequences(r)) own(name);
  auto was = base_type(back ? r.type : r.first.type), is = base_type(back ? r.first.type : r.type);
  if (r.first.identity && sequence) {
    auto moved = move_identity(r, *sequence, was, is);
    sql.insert(sql.end(), moved.begin(), moved.end());
    return sql;
  }
  auto value = back ? r.first.default_sql.value_or("") : r.default_sql;
  auto alter = [&](const std::string& column, const std::string& what) {
    sql.push_back(fmt::format("ALTER TABLE {} ALTER COLUMN {} {}", r.q, column, what));
  };
  if (!value.empty()) alter(r.column(), "SET DEFAULT " + value);
  if (back ? !r.default_sql.empty() : r.first.default_sql.has_value())
    alter(r.second_column(), "DROP DEFAULT");
  if (!sequence) return sql;
  own(sequence->sql);
  if (was == is || sequence->type != base_type(r.first.type) || !is_integer_type(r.type))
    return sql;
  // Nobody draws: to be owned by another column, it is locked.
  if (rank_of(is) < rank_of(was))
    sql.push_back(fmt::format("SELECT pg_catalog.setval({}, {}, is_called) FROM {}",
                              quote_literal(sequence->sql), position(*sequence, was, is),
                              sequence->sql));
  sql.push_back(fmt::format("ALTER SEQUENCE {} AS {}", sequence->sql, is));
  return sql;
}

std::vector<std::string> sequences_of(const std::vector<const Replacement*>& all) {
  Statements names;
  for (auto* r : all)
    if (auto sequence = sequence_of(*r)) {
      names.push_back(sequence->name);
      for (auto& [_, name] : more_sequences(*r)) names.push_back(name);
    }
  return names;
}

}  // namespace migrate::postgres
