// What numbers the rows of a column that another one replaces: its default and its sequence.
#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replacement.hpp"
#include "dialects/postgres/type_change.hpp"
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

bool is_highest(const std::string& number) {
  return number == "32767" || number == "2147483647" || number == "9223372036854775807";
}

// An identity's sequence cannot change its column: a new one goes on where it stands. The names
// are exchanged already: the column has `type` now.
Statements move_identity(const Replacement& r, const Sequence& from, const std::string& type) {
  auto temporary = r.other("sequence", r.first.name);
  auto high = from.type != type && is_highest(from.high) ? "NO MAXVALUE" : "MAXVALUE " + from.high;
  Statements sql = {
      fmt::format("ALTER TABLE {} ALTER COLUMN {} ADD GENERATED {} AS IDENTITY (SEQUENCE NAME {} "
                  "START WITH {} INCREMENT BY {} MINVALUE {} {} CACHE {} {})",
                  r.q, r.column(), r.first.extra.at("identity"), r.p.q(temporary), from.start,
                  from.increment, from.low, high, from.cache, from.cycle),
      fmt::format("SELECT pg_catalog.setval({}, last_value, is_called) FROM {}",
                  quote_literal(r.p.q(temporary)), from.sql),
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
  if (r.first.identity && sequence)
    return move_identity(r, *sequence, back ? r.first.type : r.type);
  auto value = back ? r.first.default_sql.value_or("") : r.default_sql;
  auto alter = [&](const std::string& column, const std::string& what) {
    sql.push_back(fmt::format("ALTER TABLE {} ALTER COLUMN {} {}", r.q, column, what));
  };
  if (!value.empty()) alter(r.column(), "SET DEFAULT " + value);
  if (back ? !r.default_sql.empty() : r.first.default_sql.has_value())
    alter(r.second_column(), "DROP DEFAULT");
  if (!sequence) return sql;
  sql.push_back(fmt::format("ALTER SEQUENCE {} OWNED BY {}.{}", sequence->sql, r.q, r.column()));
  auto type = base_type(r.type);
  if (sequence->type != type && sequence->type == base_type(r.first.type) && is_integer_type(type))
    sql.push_back(
        fmt::format("ALTER SEQUENCE {} AS {}", sequence->sql, back ? sequence->type : type));
  return sql;
}

std::vector<std::string> sequences_of(const std::vector<const Replacement*>& all) {
  Statements names;
  for (auto* r : all)
    if (auto sequence = sequence_of(*r)) names.push_back(sequence->name);
  return names;
}

}  // namespace migrate::postgres
