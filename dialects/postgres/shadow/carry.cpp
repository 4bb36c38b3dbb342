#include "dialects/postgres/shadow/carry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/partitions.hpp"
#include "dialects/postgres/sync.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Source = BatchParam::Source;
using Statements = std::vector<std::string>;

// The planner knows neither table well: to read one whole for a few keys must not be the answer,
// least of all under the locks of the exchange.
constexpr auto by_index =
    "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = "
    "off";

std::string log_key(std::size_t number) {
  return fmt::format("migrate_key_{}", number + 1);
}

template <typename Each>
std::string for_key(const Carry& carry, const std::string& between, Each&& each) {
  Statements parts, in_log;
  for (std::size_t i = 0; i < carry.key.size(); ++i) in_log.push_back(log_key(i));
  for (std::size_t i = 0; i < carry.key.size(); ++i)
    parts.push_back(each(carry.key[i], std::as_const(in_log[i]), i));
  return join(parts, between);
}

// The key of an entry as one of `to`: no index of integers serves a comparison with a numeric. One
// that is no such integer has no row there.
std::string in_to(const KeyColumn& key, const std::string& logged) {
  if (key.integer.empty()) return logged;
  const char* last = key.integer == "smallint"  ? "32767"
                     : key.integer == "integer" ? "2147483647"
                                                : "9223372036854775807";
  return fmt::format(
      "CASE WHEN {0} = pg_catalog.trunc({0}) AND {0} BETWEEN -{1} - 1 AND {1} THEN {0}::{2} END",
      logged, last, key.integer);
}

std::string written(const Carry& carry) {
  Statements names;
  for (auto& column : carry.columns) names.push_back(quote_name(column.to.name));
  return join(names, ", ");
}

std::string read(const Carry& carry) {
  Statements values;
  for (auto& column : carry.columns) values.push_back(column.expression);
  return join(values, ", ");
}

// INSERT casts as an assignment does, which cuts nothing; what is compared needs the type.
std::string read_as_written(const Carry& carry) {
  Statements values;
  for (auto& column : carry.columns) {
    auto name = quote_name(column.to.name);
    values.push_back(
        column.expression == name
            ? name
            : fmt::format("CAST({} AS {}) AS {}", column.expression, column.to.type, name));
  }
  return join(values, ", ");
}

BatchQuery of_entry(std::string sql, std::vector<int> parts) {
  BatchQuery query{std::move(sql), {}};
  for (auto part : parts) query.params.push_back({Source::from, part});
  return query;
}

// Both DELETEs end before the first row is written: it waits for their counts.
std::string apply_sql(const Carry& carry, const std::string& which) {
  return fmt::format(
      "WITH migrate_taken AS (\n"
      "  DELETE FROM {log}{which} RETURNING emptied, {keys}\n"
      "), migrate_keys AS (\n"
      "  SELECT DISTINCT {keys} FROM migrate_taken WHERE NOT emptied\n"
      "), migrate_emptied AS (\n"
      "  DELETE FROM {to} WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one\n"
      "), migrate_removed AS (\n"
      "  DELETE FROM {to} AS migrate_made USING migrate_keys WHERE {made} RETURNING 1 AS one\n"
      ")\n"
      "INSERT INTO {to} ({written})\n"
      "SELECT {read} FROM {from}, migrate_keys\n"
      "WHERE {was}\n"
      "  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0",
      fmt::arg("log", carry.log), fmt::arg("which", which), fmt::arg("keys", log_keys(carry)),
      fmt::arg("to", carry.to), fmt::arg("from", carry.from),
      fmt::arg("made", for_key(carry, " AND ",
                               [](auto& key, auto& in_log, auto) {
                                 return fmt::format("migrate_made.{} = {}", quote_name(key.name),
                                                    in_to(key, "migrate_keys." + in_log));
                               })),
      fmt::arg("was", for_key(carry, " AND ",
                              [&](auto& key, auto& in_log, auto) {
                                return fmt::format("{}.{} = migrate_keys.{}",
                                                   quote_name(carry.table), quote_name(key.name),
                                                   in_log);
                              })),
      fmt::arg("written", written(carry)), fmt::arg("read", read(carry)));
}

// Rows of the range on either side that are not the same on both. `select`: what is answered. Of
// the log only the range is read, and joined by key: with OR between them the two questions would
// read all of it for each row that differs.
std::string compared(const Carry& carry, const std::string& select) {
  Statements differ;
  auto first = quote_name(carry.key[0].name);
  differ.push_back(fmt::format("was.{0} IS NULL OR made.{0} IS NULL", first));
  for (auto& column : carry.columns) {
    // They are joined by it.
    bool joined = std::any_of(carry.key.begin(), carry.key.end(),
                              [&](auto& key) { return key.name == column.to.name; });
    if (joined && equality_is_image(column.to)) continue;
    auto name = quote_name(column.to.name);
    differ.push_back(differs(column.to, "was." + name, "made." + name));
  }
  auto own = quote_name(carry.key[0].name);
  return fmt::format(
      "{select} FROM (SELECT {read} FROM {from} WHERE {{{{batch}}}}) AS was\n"
      "FULL JOIN (SELECT {written} FROM {to} WHERE {{{{there}}}}) AS made ON {same}\n"
      "WHERE ({differ})\n"
      "  AND NOT EXISTS (SELECT 1 FROM {log} AS log WHERE log.emptied)\n"
      "  AND NOT EXISTS (SELECT 1 FROM {log} AS log WHERE {logged} AND {{{{logged}}}})",
      fmt::arg("select", select), fmt::arg("read", read_as_written(carry)),
      fmt::arg("from", carry.from), fmt::arg("to", carry.to), fmt::arg("written", written(carry)),
      fmt::arg("same", for_key(carry, " AND ",
                               [](auto& key, auto&, auto) {
                                 return fmt::format("was.{0} = made.{0}", quote_name(key.name));
                               })),
      fmt::arg("differ", join(differ, " OR ")), fmt::arg("log", carry.log),
      fmt::arg("logged", for_key(carry, " AND ", [](auto& key, auto& in_log, auto) {
                 return fmt::format("log.{0} = coalesce(was.{1}, made.{1})", in_log,
                                    quote_name(key.name));
               })));
}

std::string keys_of_either(const Carry& carry, bool as_logged) {
  return for_key(carry, ", ", [&](auto& key, auto&, auto) {
    auto name = quote_name(key.name);
    auto either = fmt::format("coalesce(was.{0}, made.{0})", name);
    return as_logged ? either + "::" + key.type : either + " AS " + name;
  });
}

}  // namespace

std::string log_keys(const Carry& carry) {
  return for_key(carry, ", ", [](auto&, auto& in_log, auto) { return in_log; });
}

// Logged: an unlogged table is empty after a crash. Not UNIQUE by key: a writer that found an
// entry, and wrote none, would rely on one that is being forgotten.
Statements create_log(const Carry& carry) {
  auto columns = for_key(carry, ", ", [](auto& key, auto& in_log, auto) {
    return in_log + " " + key.type + key.collate;
  });
  auto insert = [&](const char* row) {
    return fmt::format("INSERT INTO {} ({}) VALUES ({});\n", carry.log, log_keys(carry),
                       for_key(carry, ", ", [&](auto& key, auto&, auto) {
                         return std::string(row) + "." + quote_name(key.name);
                       }));
  };
  auto row_of = [&](const char* row) {
    return for_key(carry, ", ", [&](auto& key, auto&, auto) {
      return std::string(row) + "." + quote_name(key.name);
    });
  };
  auto body = fmt::format(
      "\nBEGIN\n"
      "  IF TG_OP = 'TRUNCATE' THEN\n"
      "{}"
      "  ELSIF TG_OP = 'INSERT' THEN\n"
      "    {}"
      "  ELSIF TG_OP = 'DELETE' THEN\n"
      "    {}"
      "  ELSE\n"
      "    {}"
      "    IF {} THEN\n"
      "      {}"
      "    END IF;\n"
      "  END IF;\n"
      "  RETURN NULL;\n"
      "END\n",
      carry.partitions.empty()
          ? fmt::format("    INSERT INTO {} (emptied) VALUES (true);\n", carry.log)
          : log_emptied(carry),
      insert("NEW"), insert("OLD"), insert("NEW"), differs(row_of("OLD"), row_of("NEW")),
      insert("OLD"));
  Statements sql = {
      fmt::format("CREATE TABLE {} (entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
                  "emptied boolean NOT NULL DEFAULT false, refused boolean NOT NULL DEFAULT "
                  "false, {})",
                  carry.log, columns),
      // The application's roles need no right to the log.
      fmt::format("CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql SECURITY "
                  "DEFINER SET search_path = pg_catalog, pg_temp AS {}",
                  carry.function, dollar_quote(body))};
  // Whether there is a mark is asked for by each TRUNCATE of a partition.
  if (!carry.partitions.empty())
    sql.push_back(fmt::format("CREATE INDEX ON {} (entry) WHERE emptied", carry.log));
  // The log is made before the exchange: by that name stands the table that `to` will be.
  if (!carry.kept.empty())
    sql.push_back(
        fmt::format("CREATE TABLE {} AS SELECT 0::bigint AS migrate_entry, {} FROM {} WITH NO DATA",
                    carry.kept, written(carry), carry.from));
  return sql;
}

// No longer than the key of the table itself, whose index has taken the same values.
Statements index_log(const Carry& carry) {
  return {fmt::format("CREATE INDEX ON {} ({})", carry.log, log_keys(carry)),
          fmt::format("CREATE INDEX ON {} (entry) WHERE emptied", carry.log)};
}

Statements drop_log(const Carry& carry) {
  Statements sql = {"DROP TABLE IF EXISTS " + carry.log,
                    fmt::format("DROP FUNCTION IF EXISTS {}()", carry.function)};
  if (!carry.kept.empty()) sql.push_back("DROP TABLE IF EXISTS " + carry.kept);
  return sql;
}

// ALWAYS: what logical replication or a restore writes is a change, too.
Statements create_triggers(const Carry& carry, const std::string& on) {
  if (!carry.partitions.empty()) return create_partition_triggers(carry, on);
  auto row = quote_name(carry.trigger), all = quote_name(carry.emptied);
  return {fmt::format("CREATE TRIGGER {} AFTER INSERT OR UPDATE OR DELETE ON {} FOR EACH ROW "
                      "EXECUTE FUNCTION {}()",
                      row, on, carry.function),
          fmt::format("CREATE TRIGGER {} AFTER TRUNCATE ON {} FOR EACH STATEMENT EXECUTE FUNCTION "
                      "{}()",
                      all, on, carry.function),
          fmt::format("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}, ENABLE ALWAYS TRIGGER {}", on, row,
                      all)};
}

Statements drop_triggers(const Carry& carry, const std::string& on) {
  if (!carry.partitions.empty()) return drop_partition_triggers(carry);
  return {fmt::format("DROP TRIGGER IF EXISTS {} ON {}", quote_name(carry.trigger), on),
          fmt::format("DROP TRIGGER IF EXISTS {} ON {}", quote_name(carry.emptied), on)};
}

std::string copy_sql(const Carry& carry) {
  // By the table's column, not by what is made of it.
  Statements order;
  for (auto& column : carry.order) order.push_back(quote_name(carry.table) + "." + column);
  return fmt::format("INSERT INTO {} ({})\nSELECT {} FROM {}\nWHERE {{{{batch}}}}\nORDER BY {}{}",
                     carry.to, written(carry), read(carry), carry.from, join(order, ", "),
                     carry.met_twice ? "\nON CONFLICT DO NOTHING" : "");
}

std::string rehearsal(const Carry& carry, const std::string& on) {
  return fmt::format("EXPLAIN SELECT {} FROM {} AS {} WHERE false", read(carry), on,
                     quote_name(carry.table));
}

std::string differing(const Carry& carry) {
  return compared(carry, "SELECT " + keys_of_either(carry, false)) + "\nLIMIT 5";
}

std::string note_differing(const Carry& carry) {
  return compared(carry, fmt::format("INSERT INTO {} ({})\nSELECT {}", carry.log, log_keys(carry),
                                     keys_of_either(carry, true)));
}

std::vector<std::string> key_there(const Carry& carry) {
  std::vector<std::string> names;
  for (auto& key : carry.key) names.push_back(quote_name(key.name));
  return names;
}

std::vector<std::string> key_logged(const Carry& carry) {
  Statements names;
  for (std::size_t i = 0; i < carry.key.size(); ++i) names.push_back("log." + log_key(i));
  return names;
}

ChangeLog change_log(const Carry& carry, Portion portion, bool to_the_end) {
  ChangeLog log;
  log.table = carry.log;
  for (auto& key : carry.key) log.key.push_back(key.name);
  log.to_the_end = to_the_end;
  log.next = {fmt::format("SELECT entry AS id, {} FROM {} WHERE entry > $1::bigint ORDER BY entry "
                          "LIMIT $2::bigint",
                          for_key(carry, ", ",
                                  [](auto& key, auto& in_log, auto) {
                                    return in_log + " AS " + quote_name(key.name);
                                  }),
                          carry.log),
              {{Source::from, 0}, {Source::offset, 0}}};
  log.together = {{by_index, {}},
                  {apply_sql(carry, " WHERE entry > $1::bigint AND entry <= $2::bigint"),
                   {{Source::from, 0}, {Source::to, 0}}}};
  if (portion == Portion::all) {
    log.at_once = {{by_index, {}}, {apply_sql(carry, ""), {}}, {mark_moment(carry), {}}};
    log.together.push_back({mark_moment(carry), {}});
  }

  auto given = [](const KeyColumn& key, std::size_t i) {
    return fmt::format("${}::{}", i + 1, key.type);
  };
  std::vector<int> key_parts;
  for (std::size_t i = 0; i < carry.key.size(); ++i) key_parts.push_back(static_cast<int>(i) + 1);
  auto with_entry = key_parts;
  with_entry.push_back(0);
  // Nobody else writes the other table, so that there is nothing to be held; the entry says by the
  // mark that it was refused, unless it is forgotten.
  log.hold = of_entry(
      fmt::format("UPDATE {} SET refused = true WHERE entry = $1::bigint", carry.log), {0});
  auto remove = fmt::format("DELETE FROM {} AS migrate_made WHERE {}", carry.to,
                            for_key(carry, " AND ", [&](auto& key, auto&, std::size_t i) {
                              return fmt::format("migrate_made.{} = {}", quote_name(key.name),
                                                 in_to(key, given(key, i)));
                            }));
  log.remove = of_entry(
      fmt::format("WITH migrate_emptied AS (\n  DELETE FROM {0} WHERE (SELECT emptied FROM {1} "
                  "WHERE entry = ${2}::bigint)\n)",
                  carry.to, carry.log, carry.key.size() + 1) +
          (carry.kept.empty()
               ? "\n" + remove
               : fmt::format(", migrate_removed AS (\n  {0} RETURNING {1}\n)\nINSERT INTO {2} "
                             "(migrate_entry, {1})\nSELECT ${3}::bigint, {1} FROM migrate_removed",
                             remove, written(carry), carry.kept, carry.key.size() + 1)),
      with_entry);
  log.write =
      of_entry(fmt::format("INSERT INTO {} ({})\nSELECT {} FROM {} WHERE {}", carry.to,
                           written(carry), read(carry), carry.from,
                           for_key(carry, " AND ",
                                   [&](auto& key, auto&, std::size_t i) {
                                     return fmt::format("{}.{} = {}", quote_name(carry.table),
                                                        quote_name(key.name), given(key, i));
                                   })),
               key_parts);
  log.differs = {"SELECT 1 WHERE false", {}};
  log.forget = of_entry(fmt::format("DELETE FROM {} WHERE entry = $1::bigint", carry.log), {0});
  return log;
}

Statements drain(const Carry& carry, bool but_refused) {
  return {by_index, apply_sql(carry, but_refused ? " WHERE NOT refused" : "")};
}

}  // namespace migrate::postgres
