// Publications that name the table, with their row filters and column lists.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

void carry_publications(AttachedReading& r) {
  std::string parts =
      r.version >= 150000
          ? "(SELECT string_agg(a.attname::text, chr(30) ORDER BY k.position) FROM "
            "unnest(m.prattrs::int2[]) WITH ORDINALITY AS k(number, position) JOIN pg_attribute AS "
            "a ON a.attrelid = m.prrelid AND a.attnum = k.number), pg_get_expr(m.prqual, "
            "m.prrelid)"
          : "NULL, NULL";
  for (auto& row :
       r.rows("SELECT p.pubname, " + parts +
              ", pg_has_role(p.pubowner, 'USAGE'), pg_get_userbyid(p.pubowner), m.oid FROM "
              "pg_publication_rel AS m JOIN pg_publication AS p ON p.oid = m.prpubid WHERE "
              "m.prrelid = $1::oid ORDER BY p.pubname")) {
    auto what = fmt::format("publication \"{}\"", row[0].text);
    if (!row[3].as_int())
      r.refuse(
          fmt::format("{} belongs to role {}, for which this role may not act", what, row[4].text));
    if (!row[2].is_null() &&
        !r.keeps_its_columns(
            "the row filter of " + what,
            "d.classid = 'pg_publication_rel'::regclass AND d.objid = " + row[5].text))
      continue;
    auto name = quote_name(row[0].text);
    auto add = [&](bool new_names) {
      std::string sql = fmt::format("ALTER PUBLICATION {} ADD TABLE ONLY {}", name, r.t);
      Statements columns;
      if (!row[1].is_null())
        for (auto& column : split(row[1].text, '\x1e'))
          if (!new_names || !r.dropped(column))
            columns.push_back(new_names ? r.column(column) : column);
      if (!columns.empty()) sql += " (" + name_list(columns) + ")";
      if (!row[2].is_null()) sql += " WHERE (" + row[2].text + ")";
      return sql;
    };
    auto drop = [&](const std::string& table) {
      return fmt::format("ALTER PUBLICATION {} DROP TABLE ONLY {}", name, table);
    };
    add_all(r.forth.after, {drop(r.o), add(true)});
    add_all(r.back.after, {drop(r.s), add(false)});
    if (!row[2].is_null() && !r.change.retyped.empty())
      add_all(r.try_after, {drop(r.o), add(true)});
  }
}

}  // namespace migrate::postgres
