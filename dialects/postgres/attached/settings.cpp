// What the heap of a table is made with, and how its columns are stored.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// "fillfactor = '70'", of reloptions or attoptions.
std::string options_sql(const std::string& options, const std::string& prefix = "") {
  return "(SELECT string_agg(format('" + prefix +
         "%I = %L', x.option_name, x.option_value), ', ') FROM pg_options_to_table(" + options +
         ") AS x)";
}

void carry_columns(AttachedReading& r) {
  std::string compression =
      r.version >= 140000
          ? "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' ELSE '' END"
          : "''";
  for (auto& row : r.rows(
           "SELECT a.attname, CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END, " +
           options_sql("a.attoptions") +
           ", CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN' "
           "WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END, " +
           compression +
           " FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid WHERE a.attrelid = "
           "$1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum")) {
    auto& name = row[0].text;
    if (r.dropped(name)) continue;
    Statements set;
    if (!row[1].is_null()) set.push_back("STATISTICS " + row[1].text);
    if (!row[2].is_null()) set.push_back("(" + row[2].text + ")");
    auto retyped = r.change.retyped.find(name);
    // A type of fixed length has no choice.
    bool choice = retyped == r.change.retyped.end() ||
                  !r.live
                       .query(
                           "SELECT 1 FROM pg_type WHERE oid = to_regtype($1::text) AND "
                           "typstorage <> 'p'",
                           {db::Value::of(retyped->second)})
                       .rows.empty();
    if (choice && !row[3].is_null()) set.push_back("STORAGE " + row[3].text);
    if (choice && !row[4].text.empty()) set.push_back("COMPRESSION " + row[4].text);
    for (auto& one : set)
      r.to.before_copy.push_back(fmt::format("ALTER TABLE {} ALTER COLUMN {} SET {}", r.s,
                                             quote_name(r.column(name)), one));
  }
}

}  // namespace

void carry_settings(AttachedReading& r) {
  // What the server would take unless it is told is not said.
  auto row =
      r.rows(
           "SELECT c.relpersistence::text, CASE WHEN m.amname <> "
           "current_setting('default_table_access_method') THEN m.amname END, concat_ws(', ', " +
           options_sql("c.reloptions") + ", " + options_sql("x.reloptions", "toast.") +
           "), CASE WHEN c.reltablespace <> 0 OR current_setting('default_tablespace') <> '' "
           "THEN s.spcname END, CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) "
           "END FROM pg_class AS c LEFT JOIN pg_am AS m ON m.oid = c.relam LEFT JOIN pg_class AS "
           "x ON x.oid = c.reltoastrelid JOIN pg_database AS d ON d.datname = current_database() "
           "LEFT JOIN pg_tablespace AS s ON s.oid = CASE c.reltablespace WHEN 0 THEN "
           "d.dattablespace ELSE c.reltablespace END WHERE c.oid = $1::oid")
          .at(0);
  r.to.create = row[0].text == "u" ? "CREATE UNLOGGED TABLE" : "CREATE TABLE";
  std::string options, place;
  if (!row[1].is_null()) options += " USING " + quote_name(row[1].text);
  if (!row[2].text.empty()) options += " WITH (" + row[2].text + ")";
  if (!row[3].is_null()) place = " TABLESPACE " + quote_name(row[3].text);
  // A partitioned table stores nothing, and takes the rest for its partitions to come.
  bool partitioned = !r.change.partition_key.empty();
  r.to.create_options = (partitioned ? "" : options) + place;
  if (partitioned) r.to.partition_options = options + place;
  carry_columns(r);
  if (row[4].is_null()) return;
  auto& change = r.change;
  if (change.retyped.empty() && change.renamed.empty() && change.dropped.empty())
    r.to.on_shadow.push_back(fmt::format("ALTER TABLE {} OF {}", r.s, row[4].text));
  else
    r.refuse(fmt::format("table \"{}\" is one OF type {}, which says what columns it has",
                         r.names.table, row[4].text));
}

}  // namespace migrate::postgres
