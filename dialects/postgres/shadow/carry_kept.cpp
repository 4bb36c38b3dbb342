// Rows of the old table that an entry of the log took out, and whose last version it cannot hold:
// put back before the tables are exchanged back.
#include <fmt/format.h>

#include "dialects/own_code.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/carry.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

std::string names(const Carry& carry, const std::string& of = {}) {
  Statements all;
  for (auto& column : carry.columns) all.push_back(of + quote_name(column.to.name));
  return join(all, ", ");
}

// One look by key for each kept row, whatever the planner believes of a table that nobody has
// analyzed: EXISTS would become a join, which may read all of a large table.
std::string has_row(const std::string& table, const Carry& carry) {
  Statements same;
  for (auto& key : carry.key)
    same.push_back(fmt::format("other.{0} = migrate_last.{0}", quote_name(key.name)));
  return fmt::format("(SELECT true FROM {} AS other WHERE {} LIMIT 1)", table, join(same, " AND "));
}

// Of a row that the new table has, and the old one has not, the log has a refused entry.
std::string last_versions(const Carry& carry) {
  Statements keys;
  for (auto& key : carry.key) keys.push_back(quote_name(key.name));
  return fmt::format(
      "SELECT {names} FROM (\n"
      "  SELECT DISTINCT ON ({keys}) {names} FROM {kept} ORDER BY {keys}, migrate_entry DESC "
      "OFFSET 0\n"
      ") AS migrate_last\n"
      "WHERE {made}\n"
      "  AND {was} IS NULL",
      fmt::arg("names", names(carry)), fmt::arg("keys", join(keys, ", ")),
      fmt::arg("kept", carry.kept), fmt::arg("made", has_row(carry.from, carry)),
      fmt::arg("was", has_row(carry.to, carry)));
}

// PL/pgSQL has a variable `found`, which a column may be called, too.
std::string block(const std::string& body) {
  return "DO " + dollar_quote("\n#variable_conflict use_column\n" + body + "END\n");
}

}  // namespace

std::string put_back_kept(const Carry& carry, bool has_unproven_rules) {
  const auto versions = last_versions(carry);
  if (!has_unproven_rules)
    return fmt::format("INSERT INTO {} ({})\n{}\nON CONFLICT DO NOTHING", carry.to, names(carry),
                       versions);
  // A row of before such a rule may break it.
  return block(fmt::format(
      "DECLARE\n  migrate_one record;\nBEGIN\n  FOR migrate_one IN\n{}\n  LOOP\n    BEGIN\n"
      "      INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING;\n"
      "    EXCEPTION WHEN check_violation OR not_null_violation THEN\n      NULL;\n    END;\n"
      "  END LOOP;\n",
      versions, carry.to, names(carry), names(carry, "migrate_one.")));
}

// Of any other error without its context, which is the whole statement.
std::string drain_beside_kept(const Carry& carry) {
  return block(fmt::format(
      "BEGIN\n{};\nEXCEPTION WHEN unique_violation OR exclusion_violation THEN\n"
      "  RAISE EXCEPTION USING ERRCODE = '{}', MESSAGE = 'a row that was put back has the place of "
      "one that was written meanwhile, and gives way: ' || SQLERRM;\n"
      "WHEN OTHERS THEN\n  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = SQLERRM;\n",
      join(drain(carry, true), ";\n"), own_code::waits));
}

}  // namespace migrate::postgres
