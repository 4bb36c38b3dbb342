// Partitions come and go between the plan and the statements that need all of them: what those
// statements work on is asked of the catalog then.
#include <fmt/format.h>

#include "dialects/postgres/inspect.hpp"
#include "dialects/postgres/partitions/partitioned_index.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// The name of what is built for a partition that the plan does not know; by hand, where it is
// large: so it has to be the same each time.
std::string late_name(const std::string& part, const std::string& index) {
  return fmt::format("format('migrate_{}_%s_%s', left(md5({}), 8), c.oid)", part,
                     quote_literal(index));
}

std::string escaped(const std::string& sql) {
  return replace_all(sql, "%", "%%");
}

// The strongest lock first: what reads a partition, and writes to it next, would be in a deadlock
// with a weaker one that is not all. And the next partition's in short, behind the first one's.
std::string hold(const std::string& mode, const char* indent) {
  return fmt::format(
      "{0}EXECUTE format('LOCK TABLE ONLY %s IN {1} MODE', one.place);\n"
      "{0}SET LOCAL lock_timeout = '{2}ms';\n"
      "{0}EXECUTE format('LOCK TABLE %s IN {1} MODE', one.place);\n",
      indent, mode, second_lock_wait);
}

std::string refuse_large(const std::string& index, const std::string& statement,
                         const char* indent) {
  return fmt::format(
      "{}RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = "
      "format({}, one.place, {}, format({}, one.built, one.place));\n",
      indent,
      quote_literal("partition %s was made after the plan and is too large to get what %s needs "
                    "under a lock; run this, then the command again: %s"),
      quote_literal(index), quote_literal(statement));
}

}  // namespace

std::string give_newcomers(const Planning& p, const IndexTree& tree, const TreeBuild& build) {
  auto& top = tree.parents.front();
  std::vector<std::string> rows;
  for (auto& parent : tree.parents)
    rows.push_back(fmt::format("({}, {})", quote_literal(p.q(parent.table->name)),
                               quote_literal(p.q(parent.index))));
  auto definition = build.definition(top);
  auto create = [&](const char* how) {
    return fmt::format("CREATE {}INDEX {}%I ON %s {}", build.unique ? "UNIQUE " : "", how,
                       escaped(definition));
  };
  auto name = is_own_object(top.index)
                  ? std::string("one.built")
                  : fmt::format(
                        "CASE WHEN to_regclass(format('%I.%I', one.schema, one.name)) IS "
                        "NULL THEN one.name ELSE 'ix' || substr(one.built, 8) END");
  auto give = build.constraint.empty()
                  ? fmt::format(
                        "    IF name <> one.built THEN\n"
                        "      EXECUTE format('ALTER INDEX %I.%I RENAME TO %I', "
                        "one.schema, one.built, name);\n    END IF;\n")
                  : fmt::format(
                        "    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I {} USING INDEX "
                        "%I{}', one.place, name, one.built);\n",
                        build.constraint, build.deferral);
  return "DO " +
         dollar_quote(fmt::format(
             "\nDECLARE\n  one record;\n  name text;\nBEGIN\n  FOR one IN\n"
             "    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS "
             "place, {} AS built, "
             "left({} || '_' || c.relname, 63) AS name,\n"
             "      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM "
             "pg_catalog.pg_partition_tree(c.oid)) AS bytes\n"
             "    FROM (VALUES {}) AS v (place, above)\n"
             "    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)\n"
             "    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid\n"
             "    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace\n"
             "    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN "
             "pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid\n"
             "      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)\n"
             "  LOOP\n"
             "    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > "
             "{} "
             "THEN\n{}    END IF;\n{}"
             "    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN\n"
             "{}      EXECUTE format({}, one.built, one.place);\n"
             "    END IF;\n"
             "    name := {};\n{}"
             "    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, "
             "name);\n"
             "  END LOOP;\nEND\n",
             late_name("new", top.index), quote_literal(top.index), join(rows, ", "),
             rewritten_at_most, refuse_large(top.index, create("CONCURRENTLY "), "      "),
             build.constraint.empty() ? "" : hold("ACCESS EXCLUSIVE", "    "),
             build.constraint.empty() ? hold("SHARE", "      ") : "", quote_literal(create("")),
             name, give));
}

std::vector<std::string> primary_from_leaves(const Planning& p, const IndexTree& tree,
                                             const IndexTree& built, const PrimaryClause& key) {
  auto& top = tree.parents.front();
  std::vector<std::string> rows;
  auto add = [&](const IndexPlace& place, const std::string& from) {
    rows.push_back(fmt::format("({}, {}, {})", quote_literal(p.q(place.table->name)),
                               quote_literal(from), quote_literal(place.index)));
  };
  for (std::size_t i = 1; i < tree.parents.size(); ++i) add(tree.parents[i], "");
  for (std::size_t i = 0; i < tree.leaves.size(); ++i) add(tree.leaves[i], built.leaves[i].index);
  std::string rename;
  if (!key.from.empty())
    rename = fmt::format(
        "    index := format('%I.%I', one.schema, one.name);\n"
        "    IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = index::regclass AND "
        "attname = {}) THEN\n"
        "      EXECUTE format('ALTER TABLE %s RENAME COLUMN %I TO %I', index, {}, {});\n"
        "    END IF;\n",
        quote_literal(key.from), quote_literal(key.from), quote_literal(key.to));
  // From the leaves up: what is above finds the keys below, and takes them without building any.
  auto block = fmt::format(
      "\nDECLARE\n  one record;\n  index text;\nBEGIN\n  FOR one IN\n"
      "    SELECT t.isleaf, n.nspname AS schema, c.oid, format('%I.%I', n.nspname, c.relname) AS "
      "place, coalesce(v.built, {late}) AS built, coalesce(v.name, left(c.relname, 58) || '_pkey') "
      "AS name\n"
      "    FROM pg_catalog.pg_partition_tree({top}) AS t\n"
      "    JOIN pg_catalog.pg_class AS c ON c.oid = t.relid\n"
      "    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace\n"
      "    LEFT JOIN (VALUES {rows}) AS v (place, built, name) ON to_regclass(v.place) = c.oid\n"
      "    WHERE t.level > 0 ORDER BY t.level DESC\n"
      "  LOOP\n"
      "    index := format('%I.%I', one.schema, one.built);\n"
      "    IF one.isleaf AND to_regclass(index) IS NOT NULL THEN\n"
      "      EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY USING INDEX %I', "
      "one.place, one.name, one.built);\n"
      "    ELSE\n"
      "      IF one.isleaf AND pg_catalog.pg_total_relation_size(one.oid) > {small} THEN\n"
      "{large}"
      "      END IF;\n"
      "      EXECUTE format({here}, one.place, one.name);\n"
      "    END IF;\n"
      "{rename}"
      "  END LOOP;\nEND\n",
      fmt::arg("late", late_name(key.part, top.index)),
      fmt::arg("top", quote_literal(p.q(top.table->name))), fmt::arg("rows", join(rows, ", ")),
      fmt::arg("small", rewritten_at_most),
      fmt::arg("here", quote_literal("ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY " +
                                     escaped(key.clause))),
      fmt::arg("large",
               refuse_large(top.index,
                            "CREATE UNIQUE INDEX CONCURRENTLY %I ON %s " + escaped(key.by_hand),
                            "        ")),
      fmt::arg("rename", rename));
  return {"DO " + dollar_quote(block),
          fmt::format("ALTER TABLE {} ADD CONSTRAINT {} PRIMARY KEY {}", p.q(top.table->name),
                      quote_name(top.index), key.clause)};
}

std::string if_still_there(const std::string& table, const std::vector<std::string>& statements) {
  return "DO " +
         dollar_quote(fmt::format("\nBEGIN\n  IF to_regclass({}) IS NOT NULL THEN\n    {};\n"
                                  "  END IF;\nEND\n",
                                  quote_literal(table), join(statements, ";\n    ")));
}

}  // namespace migrate::postgres
