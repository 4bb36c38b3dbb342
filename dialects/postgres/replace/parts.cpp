// A column of a partitioned table is replaced: its indexes, keys and constraints have parts on each
// partition, with names of their own (docs/decisions/0006).
#include <fmt/format.h>

#include <map>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

IndexTree named(const IndexTree& tree, const std::string& part) {
  return tree.renamed([&](const Table& table, const std::string& index) {
    return object_name({part, table.name, index}, 63);
  });
}

// From there on in an index's own words, outside of quotes; empty where it is not there.
std::string from_words(const std::string& definition, const std::string& words) {
  bool quoted = false;
  for (std::size_t at = 0; at < definition.size(); ++at) {
    if (definition[at] == '"') quoted = !quoted;
    if (!quoted && definition.compare(at, words.size(), words) == 0) return definition.substr(at);
  }
  return "";
}

// What follows UNIQUE or PRIMARY KEY: partitions to come take it from the parent.
std::string clause_of(const Index& index, const std::vector<std::string>& columns,
                      const std::vector<std::string>& include) {
  bool equal_nulls = !from_words(index.definition, " NULLS NOT DISTINCT").empty();
  auto sql = fmt::format("{}({})", equal_nulls ? "NULLS NOT DISTINCT " : "", name_list(columns));
  if (!include.empty()) sql += fmt::format(" INCLUDE ({})", name_list(include));
  auto tablespace = from_words(index.definition, " TABLESPACE ");
  auto settings = from_words(index.definition, " WITH (");
  sql += settings.substr(0, settings.size() - tablespace.size());
  return tablespace.empty() ? sql : sql + " USING INDEX" + tablespace;
}

// Definitions of a tree of other names by those that there are.
std::function<std::string(const IndexPlace&)> by_table(
    const IndexTree& tree, const std::function<std::string(const Index&)>& definition) {
  std::map<const Table*, std::string> all;
  for (auto* places : {&tree.parents, &tree.leaves})
    for (auto& place : *places) all[place.table] = definition(*place.table->index(place.index));
  return [all](const IndexPlace& place) { return all.at(place.table); };
}

void build_primary(Replacement& r, const Index& index) {
  r.primary = &index;
  auto tree = index_tree(r.p, r.table, index);
  TreeBuild build{Phase::backfill};
  build.unique = true;
  build.definition = by_table(tree, [&](auto& part) { return definition_on_second(r, part); });
  build_leaves(r.p, named(tree, "new"), build);
  if (!r.shared) return;
  build.definition = by_table(tree, [&](auto& part) { return native_definition(r.p, part); });
  build_leaves(r.p, named(tree, "old"), build);
}

std::string exchange(const Replacement& r, const std::string& pairs, const std::string& rename) {
  auto between = quote_literal(r.other("between", r.first.name));
  auto step = [&](const char* from, const char* to) {
    return fmt::format("    EXECUTE format('{}', one.place, {}, {});\n", rename, from, to);
  };
  return "DO " +
         dollar_quote(
             fmt::format("\nDECLARE\n  one record;\nBEGIN\n  FOR one IN\n{}\n  LOOP\n", pairs) +
             step("one.first", between.c_str()) + step("one.second", "one.first") +
             step(between.c_str(), "one.second") + "  END LOOP;\nEND\n");
}

}  // namespace

void refuse_on_partitions(const Replacement& r) {
  if (!is_partitioned(r.table)) return;
  if (r.first.identity)
    unsupported(r.p.at(), fmt::format("\"{}\".\"{}\" is the identity of a partitioned table",
                                      r.table.name, r.first.name));
  for (auto* partition : all_partitions_of(r.p, r.table)) {
    auto own = partition->extra.find("built_on:" + r.first.name);
    if (own != partition->extra.end())
      unsupported(
          r.p.at(),
          fmt::format(
              "table \"{}\" is partitioned, and {} is built on \"{}\" of partition {} alone",
              r.table.name, split(split(own->second, '\x1e').at(0), '\x1f').at(2), r.first.name,
              partition->name),
          "drop it before, and make it again after contract");
    auto* column = partition->column(r.first.name);
    if (column && column->default_sql != r.first.default_sql)
      unsupported(r.p.at(),
                  fmt::format("\"{}\".\"{}\" has another default in partition {}", r.table.name,
                              r.first.name, partition->name),
                  "give it the same default before, and its own again after contract");
    auto not_null = [](const Column& of) {
      auto name = of.extra.find("not_null");
      return name == of.extra.end() ? std::string() : name->second;
    };
    // From 18 on they have names, and a parent's is not renamed where a child's is another.
    if (column && not_null(*column) != not_null(r.first))
      unsupported(
          r.p.at(),
          fmt::format("the NOT NULL of \"{}\" is called {} in table {} and {} in partition {}, "
                      "which PostgreSQL does not rename",
                      r.first.name, not_null(r.first), r.table.name, not_null(*column),
                      partition->name),
          "detach that partition, rename its constraint, and attach it again");
    if (in_partition_key(*partition, r.first.name))
      unsupported(r.p.at(), fmt::format("\"{}\".\"{}\" is part of the partition key of {}",
                                        r.table.name, r.first.name, partition->name));
  }
}

void build_index_on_partitions(Replacement& r, const Index& index) {
  if (index.primary) return build_primary(r, index);
  auto tree = index_tree(r.p, r.table, index);
  auto second = named(tree, "new");
  TreeBuild build{Phase::backfill};
  build.unique = index.unique;
  build.definition = by_table(tree, [&](auto& part) { return definition_on_second(r, part); });
  if (index.constraint) {
    build.constraint = "UNIQUE";
    build.clause = clause_of(index, r.renamed(index.columns()), r.renamed(index.include));
  }
  if (!index.reads.empty())
    for (auto* places : {&second.parents, &second.leaves})
      for (auto& place : *places) r.worded.push_back(place.index);
  build_tree(r.p, second, build);
  Renamed one{r.q, index.name, second.parents.front().index, r.other("old", index.name)};
  r.index_parts.push_back(one);
  (index.constraint ? r.constraints : r.indexes).push_back(std::move(one));
}

std::vector<std::string> exchange_parts(const Replacement& r, bool back) {
  Statements sql, indexes, keys;
  auto name = [&](const std::string& text) { return quote_literal(text); };
  for (auto& one : r.index_parts)
    indexes.push_back(fmt::format("({}, {})", name(r.p.q(back ? one.old : one.name)),
                                  name(r.p.q(back ? one.name : one.second))));
  for (auto& one : r.key_parts)
    keys.push_back(fmt::format("({}, {}, {})", name(one.table), name(back ? one.old : one.name),
                               name(back ? one.name : one.second)));
  if (!indexes.empty())
    sql.push_back(exchange(
        r,
        fmt::format("    SELECT n.nspname AS place, x.relname AS first, y.relname AS second\n"
                    "    FROM (VALUES {}) AS v (first, second)\n"
                    "    CROSS JOIN LATERAL pg_catalog.pg_partition_tree(v.first::regclass) AS s\n"
                    "    CROSS JOIN LATERAL pg_catalog.pg_partition_tree(v.second::regclass) AS t\n"
                    "    JOIN pg_catalog.pg_index AS i ON i.indexrelid = s.relid\n"
                    "    JOIN pg_catalog.pg_index AS j ON j.indexrelid = t.relid AND j.indrelid = "
                    "i.indrelid\n"
                    "    JOIN pg_catalog.pg_class AS x ON x.oid = s.relid\n"
                    "    JOIN pg_catalog.pg_class AS y ON y.oid = t.relid\n"
                    "    JOIN pg_catalog.pg_namespace AS n ON n.oid = x.relnamespace\n"
                    "    WHERE s.level > 0",
                    join(indexes, ", ")),
        "ALTER INDEX %1$I.%2$I RENAME TO %3$I"));
  if (!keys.empty())
    sql.push_back(exchange(
        r,
        fmt::format(
            "    WITH RECURSIVE v (place, first, second) AS (VALUES {}),\n"
            "    part (key, top, oid, conrelid, confrelid, conname, below) AS (\n"
            "      SELECT v.*::text, k.conname = v.first, k.oid, k.conrelid, k.confrelid, "
            "k.conname, false\n"
            "      FROM v JOIN pg_catalog.pg_constraint AS k ON k.conrelid = v.place::regclass AND "
            "k.contype = 'f' AND k.conname IN (v.first, v.second)\n"
            "      UNION ALL\n"
            "      SELECT part.key, part.top, k.oid, k.conrelid, k.confrelid, k.conname, true\n"
            "      FROM part JOIN pg_catalog.pg_constraint AS k ON k.conparentid = part.oid)\n"
            "    SELECT s.conrelid::regclass AS place, s.conname AS first, t.conname AS second\n"
            "    FROM part AS s JOIN part AS t ON t.key = s.key AND t.conrelid = s.conrelid AND "
            "t.confrelid = s.confrelid\n"
            "    WHERE s.top AND NOT t.top AND s.below AND t.below",
            join(keys, ", ")),
        "ALTER TABLE %1$s RENAME CONSTRAINT %2$I TO %3$I"));
  return sql;
}

std::vector<std::string> primary_on_partitions(const Replacement& r, bool back) {
  auto tree = index_tree(r.p, r.table, *r.primary);
  auto columns = r.primary->columns();
  PrimaryClause key{clause_of(*r.primary, columns, r.primary->include),
                    clause_of(*r.primary, r.renamed(columns), r.renamed(r.primary->include)),
                    back ? "old" : "new"};
  if (!back) {
    key.from = r.second;
    key.to = r.first.name;
  }
  return primary_from_leaves(r.p, tree, named(tree, key.part), key);
}

}  // namespace migrate::postgres
