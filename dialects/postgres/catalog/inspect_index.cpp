#include "dialects/postgres/catalog/inspect_index.hpp"

#include <string_view>
#include <utility>

#include "dialects/postgres/inspect.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

void read_indexes(db::Connection& connection, const std::vector<db::Value>& params,
                  const std::string& wanted, Schema& schema) {
  auto rows =
      connection
          .query(
              "SELECT c.relname, x.relname, i.indisunique, i.indisprimary, "
              "i.indisvalid AND i.indisready, am.amname, pg_get_expr(i.indpred, i.indrelid), "
              "pg_get_indexdef(i.indexrelid), EXISTS (SELECT 1 FROM pg_constraint k WHERE "
              "k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')), (SELECT 'DEFERRABLE' "
              "|| "
              "CASE "
              "WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END FROM pg_constraint k "
              "WHERE "
              "k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x') AND k.condeferrable), "
              "part.position, part.position <= i.indnkeyatts, a.attname, CASE WHEN a.attname IS "
              "NULL THEN pg_get_indexdef(i.indexrelid, part.position::integer, false) END, "
              "coalesce((i.indoption[part.position - 1] & 1) = 1, false), "
              "concat_ws(' ', CASE WHEN ic.oid <> 0 AND ic.oid <> coalesce(a.attcollation, ic.oid) "
              "THEN 'COLLATE ' || quote_ident(icn.nspname) || '.' || quote_ident(co.collname) END, "
              "CASE WHEN NOT oc.opcdefault THEN quote_ident(ocn.nspname) || '.' || "
              "quote_ident(oc.opcname) END, CASE WHEN NOT am_orders.yes OR part.position > "
              "i.indnkeyatts THEN NULL WHEN i.indoption[part.position - 1] & 3 = 2 THEN 'NULLS "
              "FIRST' WHEN i.indoption[part.position - 1] & 3 = 1 THEN 'NULLS LAST' END), "
              "(SELECT h.inhparent::regclass::text FROM pg_inherits h WHERE h.inhrelid = x.oid), "
              "(SELECT quote_ident(s.spcname) FROM pg_tablespace s WHERE s.oid = x.reltablespace), "
              "(SELECT string_agg(DISTINCT r.attname::text, chr(31)) FROM pg_depend d JOIN "
              "pg_attribute r ON r.attrelid = d.refobjid AND r.attnum = d.refobjsubid WHERE "
              "d.classid = 'pg_class'::regclass AND d.objid = x.oid AND d.refobjid = c.oid) "
              "FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
              "JOIN pg_namespace n ON n.oid = c.relnamespace "
              "JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am am ON am.oid = x.relam "
              "CROSS JOIN LATERAL (SELECT am.amname = 'btree' AS yes) am_orders "
              "CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS part(number, "
              "position) "
              "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.number AND "
              "part.number <> 0 "
              "LEFT JOIN LATERAL (SELECT i.indcollation[part.position - 1] AS oid) ic ON "
              "part.position <= i.indnkeyatts "
              "LEFT JOIN pg_collation co ON co.oid = ic.oid "
              "LEFT JOIN pg_namespace icn ON icn.oid = co.collnamespace "
              "LEFT JOIN pg_opclass oc ON oc.oid = i.indclass[part.position - 1] AND part.position "
              "<= i.indnkeyatts "
              "LEFT JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace WHERE " +
                  wanted + " ORDER BY c.relname, x.relname, part.position",
              params)
          .rows;
  static constexpr std::string_view where = " WHERE ";
  for (auto& row : rows) {
    auto* t = schema.table(row[0].text);
    if (!t || is_own_object(row[1].text)) continue;
    if (t->indexes.empty() || t->indexes.back().name != row[1].text) {
      Index fresh;
      fresh.name = row[1].text;
      fresh.unique = row[2].as_int() != 0;
      fresh.primary = row[3].as_int() != 0;
      fresh.valid = row[4].as_int() != 0;
      fresh.method = row[5].text;
      fresh.predicate = row[6].text;
      fresh.definition = row[7].text;
      // pg_get_indexdef leaves it out.
      if (!row[17].is_null())
        fresh.definition.insert(
            fresh.definition.size() -
                (fresh.predicate.empty() ? 0 : fresh.predicate.size() + where.size()),
            " TABLESPACE " + row[17].text);
      if (!row[18].is_null()) fresh.reads = split(row[18].text, '\x1f');
      fresh.constraint = row[8].as_int() != 0;
      if (!row[9].is_null()) t->extra["deferrable:" + fresh.name] = row[9].text;
      if (!row[16].is_null()) t->extra["index_of:" + fresh.name] = row[16].text;
      t->indexes.push_back(std::move(fresh));
    }
    auto& index = t->indexes.back();
    if (!row[11].as_int()) {
      index.include.push_back(row[12].text);
      continue;
    }
    IndexPart part;
    part.column = row[12].text;
    part.expression = row[13].text;
    part.descending = row[14].as_int() != 0;
    part.options = row[15].text;
    index.parts.push_back(std::move(part));
  }
}

}  // namespace migrate::postgres
