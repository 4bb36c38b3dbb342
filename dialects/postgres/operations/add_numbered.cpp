// add_column with a serial type or `generated.identity`. In one statement PostgreSQL would number
// the rows by writing the whole table anew; here a sequence numbers new rows from expand on, and
// the others in batches.
#include <fmt/format.h>

#include <set>

#include "dialects/postgres/operations/new_column.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// Empty for other types.
std::string type_of_serial(const std::string& type) {
  auto name = lower(trim(type));
  if (name == "serial" || name == "serial4") return "integer";
  if (name == "bigserial" || name == "serial8") return "bigint";
  if (name == "smallserial" || name == "serial2") return "smallint";
  return "";
}

// Roles that may insert into the table, or into any of its columns. A default is computed with the
// rights of whoever inserts: without USAGE on the sequence old code's INSERT would fail.
std::set<std::string> who_may_insert(const Table& table) {
  std::set<std::string> roles;
  auto read = [&](const std::map<std::string, std::string>& facts) {
    auto acl = facts.find("acl");
    if (acl == facts.end()) return;
    static constexpr std::string_view grant = "INSERT TO ", option = " WITH GRANT OPTION";
    for (auto& line : split(acl->second, '\n')) {
      if (!line.starts_with(grant)) continue;
      auto role = line.substr(grant.size());
      if (role.ends_with(option)) role.resize(role.size() - option.size());
      roles.insert(role);
    }
  };
  read(table.extra);
  for (auto& column : table.columns) read(column.extra);
  return roles;
}

std::string grant_usage(const std::string& sequence, const std::set<std::string>& roles) {
  return fmt::format("GRANT USAGE ON SEQUENCE {} TO {}", sequence,
                     join({roles.begin(), roles.end()}, ", "));
}

// Options that CREATE SEQUENCE takes and GENERATED … AS IDENTITY refuses, or that name what this
// tool names: found here, and not at the end of the backfill.
void require_options(const NewColumn& n, const std::string& options) {
  auto words = " " + lower(replace_all(replace_all(options, "\n", " "), "\t", " ")) + " ";
  for (auto* word : {" as ", " owned ", " name ", " logged ", " unlogged "})
    if (words.find(word) != std::string::npos)
      unsupported(n.p.at(), fmt::format("add_column {}: `sequence_options` cannot hold \"{}\"",
                                        n.full, trim(word)));
}

// The sequence of the default becomes the identity's own: it goes on where that one stands. What a
// session has cached of the first stays unused.
void make_identity(const NewColumn& n, const std::string& sequence, const std::string& always,
                   const std::string& options) {
  auto& step = add_step(n.p.plan, Phase::backfill, StepKind::ddl,
                        fmt::format("make {} an identity column", n.full));
  step.table = n.table.name;
  step.sql = {
      n.alter("DROP DEFAULT"),
      n.alter(fmt::format("ADD GENERATED {} AS IDENTITY{}", always,
                          options.empty() ? "" : " (" + options + ")")),
      fmt::format("SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence({}, {})::regclass, "
                  "last_value, is_called) FROM {}",
                  quote_literal(n.q), quote_literal(n.def.name.value), sequence),
      fmt::format("DROP SEQUENCE {}", sequence)};
  step.transactional = true;
  step.budget_ms = hold_budget;
  step.strategy = Strategy::instant;
  step.lock = Lock::access_exclusive(whole(n.table), "no row is read: the column is NOT NULL");
  step.why = "an identity column must be NOT NULL, which no column with empty rows can be";
}

}  // namespace

bool is_serial(const std::string& type) {
  return !type_of_serial(type).empty();
}

Numbering numbering_of(const NewColumn& n) {
  Numbering numbering;
  bool identity = numbering.identity = n.def.generated.has_value();
  auto& type = numbering.type = identity ? canonical_type(n.type) : type_of_serial(n.type);
  auto what = fmt::format("add_column {}: ", n.full);
  if (!n.up.empty())
    unsupported(n.p.at(), what + "`up` together with a sequence that numbers the rows",
                "leave `up` out, or add an integer column with `up` and no sequence");
  if (!n.default_sql.empty())
    unsupported(n.p.at(),
                what + "`default` together with a serial type: its default is the sequence",
                "leave `default` out");
  if (!is_integer_type(type))
    unsupported(n.p.at(), fmt::format("{}an identity column is smallint, integer or bigint, not {}",
                                      what, n.type));
  if (identity && is_partitioned(n.table) && n.p.schema.version_number < 170000)
    unsupported(n.p.at(),
                fmt::format("{}table \"{}\" is partitioned: its partitions have no identity before "
                            "PostgreSQL 17",
                            what, n.table.name),
                "use a serial type");
  if (identity) {
    numbering.options = n.def.generated->sequence_options;
    require_options(n, numbering.options);
  }
  return numbering;
}

std::vector<std::string> own_sequence(const NewColumn& n, const std::string& sequence,
                                      const std::string& table) {
  std::vector<std::string> sql;
  auto owner = n.table.extra.find("owner");
  if (owner != n.table.extra.end())
    sql.push_back(
        fmt::format("ALTER SEQUENCE {} OWNER TO {}", sequence, quote_name(owner->second)));
  sql.push_back(fmt::format("ALTER SEQUENCE {} OWNED BY {}.{}", sequence, table, n.c));
  if (auto roles = who_may_insert(n.table); !roles.empty())
    sql.push_back(grant_usage(sequence, roles));
  return sql;
}

void note_on_rights(const NewColumn& n, const std::string& sequence) {
  n.p.note(
      fmt::format("whoever may insert into {} needs USAGE on {}: those who may now are "
                  "granted it",
                  n.table.name, sequence));
}

void add_numbered(NewColumn& n) {
  auto [identity, type, options] = numbering_of(n);
  Identifier name(identity ? object_name({"sequence", n.table.name, n.def.name.value}, 63)
                           : usual_name(n.table.name, n.def.name.value, "seq"));
  if (!identity) n.p.require_free_name(name, Planning::Named::relation);
  auto sequence = n.p.q(name.value);

  auto& step = add_the_column(n, fmt::format("add {}, numbered by a sequence", n.full), type);
  step.sql.insert(step.sql.begin(), fmt::format("CREATE SEQUENCE {} AS {}{}{}", sequence, type,
                                                options.empty() ? "" : " ", options));
  // An identity column asks nobody for rights on its sequence, nor does its forerunner.
  auto rights = identity ? std::vector<std::string>{grant_usage(sequence, {"PUBLIC"})}
                         : own_sequence(n, sequence, n.q);
  step.sql.insert(step.sql.end(), rights.begin(), rights.end());
  auto next = fmt::format("nextval({}::regclass)", quote_literal(sequence));
  step.sql.push_back(n.alter("SET DEFAULT " + next));
  if (identity) step.undo.push_back(fmt::format("DROP SEQUENCE IF EXISTS {}", sequence));
  step.why =
      "an empty column is a change of the catalog alone; rows of both versions are numbered "
      "from here on";
  step.loss = count_violators(n.p, n.table, n.c + " IS NOT NULL");
  step.loss_what = fmt::format("numbers of {}, which may have been given out", n.full);

  fill_with_default(n, fill_updated(n, step, next, type),
                    "a sequence in one statement would rewrite the table under ACCESS EXCLUSIVE");
  if (identity) make_identity(n, sequence, n.def.generated->user_specified_values, options);
  n.p.note(
      fmt::format("{}: rows that exist are numbered in backfill, by no order that means anything; "
                  "those that are written meanwhile may have lower numbers",
                  n.full));
  if (!identity) note_on_rights(n, name.value);
  if (identity)
    n.p.note(
        fmt::format("until the end of backfill {} takes given values like a plain column", n.full));
  auto& column = *n.table.column(n.def.name.value);
  column.type = type;
  column.identity = identity;
  if (!identity) {
    column.default_sql = next;
    column.extra["has_sequence"] = "1";
    n.p.schema.other_names.emplace(name.value, "sequence");
  }
}

}  // namespace migrate::postgres
