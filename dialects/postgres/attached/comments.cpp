// Comments on the table, its columns and its constraints.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/quote.hpp"

namespace migrate::postgres {

void carry_comments(AttachedReading& r) {
  auto say = [&](const std::string& of, const std::string& text) {
    r.to.on_shadow.push_back(fmt::format("COMMENT ON {} IS {}", of, quote_literal(text)));
  };
  for (auto& row : r.rows(
           "SELECT a.attname, d.description FROM pg_description AS d LEFT JOIN pg_attribute AS a "
           "ON a.attrelid = d.objoid AND a.attnum = d.objsubid AND d.objsubid > 0 WHERE d.classoid "
           "= 'pg_class'::regclass AND d.objoid = $1::oid ORDER BY d.objsubid")) {
    if (row[0].is_null())
      say("TABLE " + r.s, row[1].text);
    else if (!r.dropped(row[0].text))
      say(fmt::format("COLUMN {}.{}", r.s, quote_name(r.column(row[0].text))), row[1].text);
  }
  for (auto& row :
       r.rows("SELECT k.conname, k.contype IN ('p', 'u', 'x'), obj_description(k.oid, "
              "'pg_constraint') FROM pg_constraint AS k WHERE k.conrelid = $1::oid AND "
              "obj_description(k.oid, 'pg_constraint') IS NOT NULL AND k.contype <> 't' AND " +
              not_our_own("k.conname") + " ORDER BY k.conname")) {
    auto& name = row[0].text;
    if (r.replaced(name)) continue;
    say(fmt::format("CONSTRAINT {} ON {}", quote_name(row[1].as_int() ? r.on_shadow(name) : name),
                    r.s),
        row[2].text);
  }
}

}  // namespace migrate::postgres
