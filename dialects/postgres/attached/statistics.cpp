// Extended statistics objects. Their names belong to a schema, not to the table.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

void carry_statistics(AttachedReading& r) {
  std::string expressions =
      r.version >= 140000 ? "array_to_string(pg_get_statisticsobjdef_expressions(s.oid), chr(30))"
                          : "NULL";
  for (auto& row : r.rows(
           "SELECT n.nspname, s.stxname, concat_ws(', ', CASE WHEN 'd' = ANY (s.stxkind) THEN "
           "'ndistinct' END, CASE WHEN 'f' = ANY (s.stxkind) THEN 'dependencies' END, CASE WHEN "
           "'m' = ANY (s.stxkind) THEN 'mcv' END), (SELECT string_agg(a.attname::text, chr(30) "
           "ORDER BY k.position) FROM unnest(s.stxkeys::int2[]) WITH ORDINALITY AS k(number, "
           "position) JOIN pg_attribute AS a ON a.attrelid = s.stxrelid AND a.attnum = "
           "k.number), " +
           expressions +
           ", CASE WHEN s.stxowner <> current_user::regrole THEN pg_get_userbyid(s.stxowner) END, "
           "CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget END, obj_description(s.oid, "
           "'pg_statistic_ext'), pg_has_role(s.stxowner, 'USAGE'), s.oid FROM pg_statistic_ext AS "
           "s JOIN pg_namespace AS n ON n.oid = s.stxnamespace WHERE s.stxrelid = $1::oid AND " +
           not_our_own("s.stxname") + " ORDER BY 1, 2")) {
    auto &schema = row[0].text, &name = row[1].text;
    auto what = fmt::format("statistics object \"{}\"", name);
    if (!r.keeps_its_columns(what,
                             "d.classid = 'pg_statistic_ext'::regclass AND "
                             "d.objid = " +
                                 row[9].text))
      continue;
    if (!row[8].as_int())
      r.refuse(
          fmt::format("{} belongs to role {}, for which this role may not act", what, row[5].text));
    Statements over;
    if (!row[3].is_null())
      for (auto& column : split(row[3].text, '\x1e')) over.push_back(quote_name(column));
    if (!row[4].is_null())
      for (auto& expression : split(row[4].text, '\x1e')) over.push_back("(" + expression + ")");
    auto shadow = qualified(schema, r.on_shadow(name));
    // Of a single expression there is one kind, and it is not said.
    auto create =
        fmt::format("CREATE STATISTICS {}{} ON {} FROM {}", shadow,
                    over.size() > 1 ? " (" + row[2].text + ")" : "", join(over, ", "), r.s);
    r.to.on_shadow.push_back(create);
    if (!r.change.retyped.empty()) r.try_on_shadow.push_back(create);
    auto alter = [&](const std::string& change) {
      r.to.on_shadow.push_back(fmt::format("ALTER STATISTICS {} {}", shadow, change));
    };
    if (!row[6].is_null()) alter("SET STATISTICS " + row[6].text);
    if (!row[7].is_null())
      r.to.on_shadow.push_back(
          fmt::format("COMMENT ON STATISTICS {} IS {}", shadow, quote_literal(row[7].text)));
    if (!row[5].is_null()) alter("OWNER TO " + quote_name(row[5].text));
    r.exchange_names("ALTER STATISTICS", schema, name);
  }
}

}  // namespace migrate::postgres
