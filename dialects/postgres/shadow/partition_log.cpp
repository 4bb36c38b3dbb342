// The log of what changes in a partitioned table, for the way back to one that is not. Row triggers
// go to each partition by themselves, new ones included; a row that moves is a DELETE there and an
// INSERT here, by both of its keys. Three things fire no row trigger: TRUNCATE of one partition,
// ATTACH, DETACH.
#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/partitions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

std::string keys(const Carry& carry, const std::string& prefix = "") {
  Statements names;
  for (auto& key : carry.key) names.push_back(prefix + quote_name(key.name));
  return join(names, ", ");
}

// The row trigger's copies on the partitions: a partition that is detached loses its copy, and gets
// another one when it is attached again.
std::string copies(const Carry& carry, const std::string& table) {
  return fmt::format(
      "pg_catalog.pg_trigger AS t WHERE t.tgparentid = (SELECT oid FROM pg_catalog.pg_trigger "
      "WHERE tgrelid = {}::regclass AND tgname = {})",
      quote_literal(table), quote_literal(carry.trigger));
}

std::string of_function(const Carry& carry) {
  return quote_literal(carry.function + "()") + "::regprocedure";
}

}  // namespace

// The mark of a parent that was emptied says it of all partitions; rows that came after it in its
// transaction are in the log. A partition that is emptied alone names its rows, while they are
// there. (A mark that a subtransaction wrote has another number: the rows are named once more.)
std::string log_emptied(const Carry& carry) {
  return fmt::format(
      "    IF (SELECT c.relkind = 'p' FROM pg_class AS c WHERE c.oid = TG_RELID) THEN\n"
      "      INSERT INTO {log} (emptied) VALUES (true);\n"
      "    ELSIF NOT EXISTS (SELECT 1 FROM {log} AS l WHERE l.emptied AND l.xmin = "
      "pg_current_xact_id()::xid) THEN\n"
      "      EXECUTE format({insert}, TG_RELID::regclass);\n"
      "    END IF;\n",
      fmt::arg("log", carry.log),
      fmt::arg("insert",
               quote_literal(fmt::format("INSERT INTO {} ({}) SELECT {} FROM %s",
                                         replace_all(carry.log, "%", "%%"), log_keys(carry),
                                         replace_all(keys(carry), "%", "%%")))));
}

// By one name: servers of before August 2022 look for it on the partitions, too.
Statements create_partition_triggers(const Carry& carry, const std::string& on) {
  auto row = quote_name(carry.trigger), all = quote_name(carry.emptied);
  auto emptied = [&](const std::string& table) {
    return fmt::format(
        "CREATE TRIGGER {} BEFORE TRUNCATE ON {} FOR EACH STATEMENT EXECUTE FUNCTION {}()", all,
        table, carry.function);
  };
  Statements sql = {
      fmt::format("CREATE TRIGGER {} AFTER INSERT OR UPDATE OR DELETE ON {} FOR EACH ROW EXECUTE "
                  "FUNCTION {}()",
                  row, on, carry.function),
      emptied(on)};
  for (auto& table : carry.partitions) sql.push_back(emptied(table));
  sql.push_back(fmt::format("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}, ENABLE ALWAYS TRIGGER {}", on,
                            row, all));
  for (auto& table : carry.partitions)
    sql.push_back(fmt::format("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", table, all));
  sql.push_back("DO " + dollar_quote(fmt::format(
                            "\nBEGIN\n  EXECUTE format({}, (SELECT string_agg(t.oid::text, ',' "
                            "ORDER BY t.oid) FROM {}));\nEND\n",
                            quote_literal(fmt::format("COMMENT ON FUNCTION {}() IS %L",
                                                      replace_all(carry.function, "%", "%%"))),
                            copies(carry, on))));
  return sql;
}

// Wherever they are: a partition may have got another name, or be a table of its own by now. The
// table first, then its partitions, as everybody locks them.
Statements drop_partition_triggers(const Carry& carry) {
  return {"DO " + dollar_quote(fmt::format(
                      "\nDECLARE\n  one record;\nBEGIN\n"
                      "  FOR one IN SELECT t.tgname, t.tgrelid::regclass AS place FROM "
                      "pg_catalog.pg_trigger AS t WHERE t.tgfoid = to_regprocedure({}) AND "
                      "t.tgparentid = 0 ORDER BY (SELECT c.relkind <> 'p' FROM "
                      "pg_catalog.pg_class AS c WHERE c.oid = t.tgrelid), t.oid LOOP\n"
                      "    EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.place);\n"
                      "  END LOOP;\nEND\n",
                      quote_literal(carry.function + "()")))};
}

// Partitions that came have rows that no trigger saw, those that went have taken rows along. SHARE
// UPDATE EXCLUSIVE lets none come or go from here to the commit; reads and writes go on.
Statements log_partitions_that_came_or_went(const Carry& carry) {
  auto insert = fmt::format("INSERT INTO {} ({}) SELECT ", carry.log, log_keys(carry));
  auto rows = fmt::format("{}{} FROM ", insert, keys(carry));
  Statements same;
  for (auto& key : carry.key)
    same.push_back(fmt::format("made.{0} = was.{0}", quote_name(key.name)));
  return {
      fmt::format("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE", carry.from),
      "DO " + dollar_quote(fmt::format(
                  "\nDECLARE\n"
                  "  known text[] := string_to_array(obj_description({function}, 'pg_proc'), "
                  "',');\n"
                  "  place regclass;\n"
                  "BEGIN\n"
                  "  FOR place IN SELECT t.tgrelid FROM {copies} AND t.oid::text <> ALL (known) "
                  "LOOP\n"
                  "    EXECUTE format({rows}, place);\n"
                  "  END LOOP;\n"
                  "  IF EXISTS (SELECT unnest(known) EXCEPT SELECT t.oid::text FROM {copies}) "
                  "THEN\n"
                  "    {insert}{was} FROM {to} AS was WHERE NOT EXISTS (SELECT 1 FROM {from} AS "
                  "made WHERE {same});\n"
                  "  END IF;\n"
                  "END\n",
                  fmt::arg("function", of_function(carry)),
                  fmt::arg("copies", copies(carry, carry.from)),
                  fmt::arg("rows", quote_literal(replace_all(rows, "%", "%%") + "%s")),
                  fmt::arg("insert", insert), fmt::arg("was", keys(carry, "was.")),
                  fmt::arg("to", carry.to), fmt::arg("from", carry.from),
                  fmt::arg("same", join(same, " AND "))))};
}

}  // namespace migrate::postgres
