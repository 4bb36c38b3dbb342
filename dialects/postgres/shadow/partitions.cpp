#include "dialects/postgres/shadow/partitions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;
using Kind = Partitioning::Kind;
using Value = PartitionValue;

const char* word(Kind kind) {
  return kind == Kind::range ? "range" : kind == Kind::list ? "list" : "hash";
}

std::string value_sql(const Value& value) {
  switch (value.kind) {
    case Value::Kind::null:
      return "NULL";
    case Value::Kind::lowest:
      return "MINVALUE";
    case Value::Kind::highest:
      return "MAXVALUE";
    case Value::Kind::literal:
      break;
  }
  return quote_literal(value.text);
}

std::string values_sql(const std::vector<Value>& values) {
  Statements all;
  for (auto& value : values) all.push_back(value_sql(value));
  return "(" + join(all, ", ") + ")";
}

std::string bounds(const Partitioning& parts, const PartitionDef& one) {
  if (one.is_default) return "DEFAULT";
  if (parts.kind == Kind::range)
    return fmt::format("FOR VALUES FROM {} TO {}", values_sql(one.from), values_sql(one.to));
  if (parts.kind == Kind::list) return "FOR VALUES IN " + values_sql(one.values);
  return fmt::format("FOR VALUES WITH (MODULUS {}, REMAINDER {})", one.modulus, one.remainder);
}

// A condition over the columns of the key, as the new table has them.
class Home {
 public:
  Home(const Carry& copy, const Partitioning& parts) : parts_(parts) {
    for (auto& name : parts.key)
      for (auto& column : copy.columns)
        if (column.to.name == name.value) columns_.push_back({column.expression, column.to.type});
  }

  std::string of(const PartitionDef& one) const {
    return parts_.kind == Kind::list ? listed(one) : between(one);
  }

 private:
  struct Key {
    std::string name, type;
  };

  std::string literal(const Value& value, const Key& column) const {
    return quote_literal(value.text) + "::" + column.type;
  }

  std::string listed(const PartitionDef& one) const {
    Statements any, values;
    for (auto& value : one.values)
      if (value.kind == Value::Kind::null)
        any.push_back(columns_[0].name + " IS NULL");
      else
        values.push_back(literal(value, columns_[0]));
    if (!values.empty()) any.push_back(columns_[0].name + " IN (" + join(values, ", ") + ")");
    return join(any, " OR ");
  }

  // As the server compares: column by column, and what stands behind MINVALUE or MAXVALUE says
  // nothing more.
  std::string compared(const std::vector<Value>& bound, bool lower) const {
    Statements names, values;
    auto end = Value::Kind::literal;
    for (std::size_t i = 0; i < bound.size(); ++i) {
      end = bound[i].kind;
      if (end != Value::Kind::literal) break;
      names.push_back(columns_[i].name);
      values.push_back(literal(bound[i], columns_[i]));
    }
    if (names.empty()) return "";
    bool with = lower ? end != Value::Kind::highest : end == Value::Kind::highest;
    auto row = [](const Statements& all) {
      return all.size() == 1 ? all[0] : "(" + join(all, ", ") + ")";
    };
    return fmt::format("{} {}{} {}", row(names), lower ? ">" : "<", with ? "=" : "", row(values));
  }

  // Every column is NOT NULL: it is one of the primary key.
  std::string between(const PartitionDef& one) const {
    Statements all;
    for (auto& bound : {compared(one.from, true), compared(one.to, false)})
      if (!bound.empty()) all.push_back(bound);
    return all.empty() ? "true" : join(all, " AND ");
  }

  const Partitioning& parts_;
  std::vector<Key> columns_;
};

// Behind a list in parentheses that begins at `at`.
std::size_t behind_list(const std::string& sql, std::size_t at) {
  char quote = 0;
  int depth = 0;
  for (; at < sql.size(); ++at) {
    char c = sql[at];
    if (quote)
      quote = c == quote ? 0 : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == '(')
      ++depth;
    else if (c == ')' && --depth == 0)
      return at + 1;
  }
  return sql.size();
}

}  // namespace

std::string partitioned_by(const Partitioning& parts) {
  Statements key;
  for (auto& name : parts.key) key.push_back(name.value);
  return fmt::format("{} ({})", word(parts.kind), join(key, ", "));
}

std::string partition_clause(const Partitioning& parts) {
  Statements key;
  for (auto& name : parts.key) key.push_back(name.value);
  return fmt::format(" PARTITION BY {} ({})",
                     parts.kind == Kind::range  ? "RANGE"
                     : parts.kind == Kind::list ? "LIST"
                                                : "HASH",
                     name_list(key));
}

Statements partition_tables(const std::string& schema, const Partitioning& parts) {
  Statements tables;
  for (auto& one : parts.partitions) tables.push_back(qualified(schema, one.name.value));
  return tables;
}

Statements make_partitions(const Rebuild& r) {
  Statements sql;
  for (auto& one : r.change.partition_by->partitions)
    sql.push_back(fmt::format("CREATE TABLE {} PARTITION OF {} {}{}",
                              qualified(r.names.schema, one.name.value), r.names.shadow_sql(),
                              bounds(*r.change.partition_by, one), r.attached.partition_options));
  return sql;
}

Statements for_each_partition(const Rebuild& r, const Statements& of_shadow) {
  Statements sql;
  for (auto& table : partition_tables(r.names.schema, *r.change.partition_by))
    for (auto& statement : of_shadow)
      sql.push_back(replace_all(statement, r.names.shadow_sql(), table));
  return sql;
}

Statements rehearse_building(const Rebuild& r) {
  Statements sql = {"SAVEPOINT migrate_rehearsal"};
  for (auto& index : r.made.indexes) append(sql, build_sql(r, index));
  append(sql, r.attached.on_shadow);
  sql.push_back("ROLLBACK TO SAVEPOINT migrate_rehearsal");
  return sql;
}

void give_partitions_their_identity(Rebuild& r) {
  auto of_shadow = fmt::format("ALTER TABLE {} REPLICA IDENTITY ", r.names.shadow_sql());
  Statements identity;
  for (auto& sql : r.attached.on_shadow)
    if (sql.starts_with(of_shadow)) identity.push_back(sql);
  append(r.attached.on_shadow, for_each_partition(r, identity));
}

std::string key_constraint(const Rebuild& r, const Index& index) {
  auto native = native_definition(r.p, index);
  auto from = native.find('('), to = behind_list(native, from);
  auto columns = native.substr(from, to - from);
  constexpr std::string_view include = " INCLUDE ";
  if (native.compare(to, include.size(), include) == 0) {
    auto end = behind_list(native, to + include.size());
    columns += native.substr(to, end - to);
    to = end;
  }
  // Left are: NULLS NOT DISTINCT, WITH (…), TABLESPACE.
  auto rest = native.substr(to);
  constexpr std::string_view nulls = " NULLS NOT DISTINCT";
  bool equal = rest.starts_with(nulls);
  if (equal) rest = rest.substr(nulls.size());
  if (auto place = rest.rfind(" TABLESPACE "); place != std::string::npos)
    rest.insert(place, " USING INDEX");
  auto deferrable = r.made.extra.find("deferrable:" + index.name);
  return fmt::format("{}{} {}{}{}", index.primary ? "PRIMARY KEY" : "UNIQUE", equal ? nulls : "",
                     columns, rest,
                     deferrable == r.made.extra.end() ? "" : " " + deferrable->second);
}

void look_for_rows_without_a_partition(const Rebuild& r) {
  auto& parts = *r.change.partition_by;
  if (parts.kind == Kind::hash || parts.has_default()) return;
  Home home(r.forward, parts);
  Statements any;
  for (auto& one : parts.partitions) any.push_back("(" + home.of(one) + ")");
  add_search(r.p, Phase::backfill, r.was,
             fmt::format("look for rows of {} that no partition takes", r.was.name),
             fmt::format("({}) IS NOT TRUE", join(any, "\n    OR ")));
}

void become_partitioned(Planning& p, Table& table, const Partitioning& parts) {
  Statements key, names;
  for (auto& name : parts.key) key.push_back(name.value);
  for (auto& one : parts.partitions) {
    names.push_back(one.name.value);
    if (one.is_default) table.extra["default_partition"] = one.name.value;
    Table partition;
    partition.name = one.name.value;
    partition.columns = table.columns;
    partition.extra = {{"kind", "r"}, {"partition_of", table.name}};
    p.schema.tables.emplace(partition.name, std::move(partition));
  }
  table.extra["kind"] = "p";
  table.extra["has_children"] = "1";
  table.extra["partition_key"] = join(key, "\x1f");
  table.extra["partitions"] = join(names, "\x1f");
}

void note_partitions(const Rebuild& r) {
  auto& parts = *r.change.partition_by;
  auto& name = r.was.name;
  auto key = partitioned_by(parts);
  r.p.note(fmt::format(
      "{} becomes a partitioned table, by {}. Code uses it by its name as before{}; from the "
      "exchange on a new unique key of it must hold the partition key, and a query that does not "
      "say "
      "{} reads every partition",
      name, key, r.key.primary.empty() ? ", ON CONFLICT included" : "", parts.key.front().value));
  r.p.note(fmt::format(
      "the partitions of {0} belong to its owner, and nobody else is granted anything on them: "
      "policies and privileges of {0} hold for who comes through it",
      name));
  if (parts.kind != Kind::hash && !parts.has_default())
    r.p.note(
        fmt::format("no partition of {0} is the default one: from the exchange on the server "
                    "refuses rows outside of their bounds, and one that old code writes before "
                    "it stops the exchange",
                    name));
  for (auto& column : parts.key)
    if (r.made.column(column.value)->type.find("with time zone") != std::string::npos &&
        parts.kind != Kind::hash)
      r.p.note(
          fmt::format("bounds over {}.{} that say no time zone are in UTC", name, column.value));
  bool numbered = std::any_of(r.was.columns.begin(), r.was.columns.end(),
                              [](auto& column) { return column.identity; });
  if (numbered && r.p.schema.version_number < 170000)
    r.p.note(
        fmt::format("before PostgreSQL 17 a partition has no identity of its own: rows get their "
                    "number only where they are inserted into {}",
                    name));
}

}  // namespace migrate::postgres
