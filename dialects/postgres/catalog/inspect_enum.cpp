#include "dialects/postgres/catalog/inspect_enum.hpp"

#include "dialects/postgres/catalog/inspect_view.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using db::Value;

EnumUse::Kind kind_of(const std::string& word) {
  if (word == "column") return EnumUse::Kind::column;
  if (word == "default") return EnumUse::Kind::default_value;
  if (word == "constraint") return EnumUse::Kind::constraint;
  if (word == "index") return EnumUse::Kind::index;
  return EnumUse::Kind::other;
}

void read_types(db::Connection& connection, Schema& schema) {
  auto rows =
      connection
          .query(
              "SELECT t.typname, (SELECT string_agg(e.enumlabel::text, chr(31) ORDER BY "
              "e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), CASE WHEN t.typowner <> "
              "current_user::regrole THEN pg_get_userbyid(t.typowner) END, (SELECT "
              "string_agg('USAGE TO ' || CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE "
              "quote_ident(pg_get_userbyid(g.grantee)) END || CASE WHEN g.is_grantable THEN ' WITH "
              "GRANT OPTION' ELSE '' END, chr(10) ORDER BY g.grantee) FROM aclexplode(t.typacl) g "
              "WHERE g.grantee <> t.typowner), obj_description(t.oid, 'pg_type'), t.typacl IS NOT "
              "NULL FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = "
              "$1::text AND t.typtype = 'e' ORDER BY t.typname",
              {Value::of(schema.name)})
          .rows;
  for (auto& row : rows) {
    EnumType found;
    found.name = row[0].text;
    if (!row[1].is_null()) found.values = split(row[1].text, '\x1f');
    if (!row[2].is_null()) found.extra["owner"] = row[2].text;
    if (row[5].as_int()) found.extra["acl"] = row[3].text;
    if (!row[4].is_null()) found.extra["comment"] = row[4].text;
    schema.enums.emplace(found.name, std::move(found));
  }
}

// Whatever depends on the type, or on its array type, which depends on it itself. Constants in
// stored expressions do, casts of strings in the text of functions do not.
void read_uses(db::Connection& connection, Schema& schema) {
  auto rows =
      connection
          .query(
              "SELECT DISTINCT t.typname, CASE WHEN d.classid = 'pg_class'::regclass AND "
              "d.objsubid > 0 AND a.atttypid IN (t.oid, t.typarray) AND c.relkind IN ('r', 'p') "
              "AND "
              "c.relnamespace = t.typnamespace THEN 'column' WHEN e.oid IS NOT NULL THEN 'default' "
              "WHEN k.oid IS NOT NULL AND k.contype = 'c' AND k.conrelid <> 0 THEN 'constraint' "
              "WHEN i.indexrelid IS NOT NULL THEN 'index' ELSE 'other' END, CASE WHEN "
              "c.relnamespace = t.typnamespace THEN c.relname END, coalesce(a.attname, k.conname, "
              "x.relname), pg_describe_object(d.classid, d.objid, d.objsubid), " +
                  quoted_name_sql("w", "wn") +
                  " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace "
                  "JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN "
                  "(t.oid, "
                  "t.typarray) AND NOT (d.classid = 'pg_type'::regclass AND d.objid = t.typarray) "
                  "LEFT JOIN pg_attrdef e ON d.classid = 'pg_attrdef'::regclass AND e.oid = "
                  "d.objid "
                  "LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = "
                  "d.objid "
                  "LEFT JOIN pg_index i ON d.classid = 'pg_class'::regclass AND i.indexrelid = "
                  "d.objid "
                  "LEFT JOIN pg_class x ON x.oid = i.indexrelid "
                  "LEFT JOIN pg_class c ON c.oid = coalesce(e.adrelid, nullif(k.conrelid, 0), "
                  "i.indrelid, CASE WHEN d.classid = 'pg_class'::regclass THEN d.objid END) "
                  "LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = "
                  "d.objid "
                  "LEFT JOIN pg_class w ON w.oid = coalesce(r.ev_class, c.oid) AND w.relkind = 'v' "
                  "LEFT JOIN pg_namespace wn ON wn.oid = w.relnamespace "
                  "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = coalesce(e.adnum, "
                  "nullif(d.objsubid, 0)) "
                  "WHERE n.nspname = $1::text AND t.typtype = 'e' ORDER BY 1, 5",
              {Value::of(schema.name)})
          .rows;
  for (auto& row : rows) {
    auto type = schema.enums.find(row[0].text);
    if (type == schema.enums.end()) continue;
    type->second.uses.push_back(
        {kind_of(row[1].text), row[2].text, row[3].text, row[4].text, row[5].text});
  }
}

}  // namespace

void read_enums(db::Connection& connection, Schema& schema) {
  read_types(connection, schema);
  if (!schema.enums.empty()) read_uses(connection, schema);
}

}  // namespace migrate::postgres
