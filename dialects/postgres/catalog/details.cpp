#include "dialects/postgres/catalog/details.hpp"

#include <fmt/format.h>

#include "dialects/postgres/catalog/bare_search_path.hpp"
#include "dialects/postgres/catalog/inspect_presence.hpp"

namespace migrate::postgres {

namespace {

// Each yields (table, object, text) over `c`, a table of the schema $1, and its schema `n`.
constexpr auto tables = R"(
  SELECT c.relname, 'table', concat_ws(', ', CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,
    'row security ' || CASE WHEN NOT c.relrowsecurity THEN 'off' WHEN c.relforcerowsecurity THEN 'forced' ELSE 'on' END,
    'comment ' || obj_description(c.oid, 'pg_class'))
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace)";

// 15 and later have confdelsetcols, 18 and later conenforced.
constexpr auto constraints = R"(
  SELECT c.relname, CASE k.contype WHEN 'c' THEN 'check ' ELSE 'foreign key ' END || k.conname, concat_ws(' ',
    CASE k.confmatchtype WHEN 'f' THEN 'match full' WHEN 'p' THEN 'match partial' END,
    (SELECT 'set columns ' || string_agg(a.attname, ', ' ORDER BY a.attname)
      FROM pg_attribute AS a, jsonb_array_elements_text(nullif(to_jsonb(k) -> 'confdelsetcols', 'null')) AS s(number)
      WHERE a.attrelid = c.oid AND a.attnum = s.number::smallint),
    CASE WHEN k.condeferrable THEN 'deferrable' END, CASE WHEN k.condeferred THEN 'initially deferred' END,
    CASE WHEN k.connoinherit AND k.contype = 'c' THEN 'no inherit' END,
    CASE WHEN to_jsonb(k) ->> 'conenforced' = 'false' THEN 'not enforced' END,
    CASE WHEN NOT k.convalidated AND k.contype = 'f' THEN 'not valid' END)
  FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE k.contype IN ('c', 'f') AND)";

// 15 and later have indnullsnotdistinct.
constexpr auto indexes = R"(
  SELECT c.relname, 'index ' || x.relname, concat_ws(' ',
    CASE WHEN to_jsonb(i) ->> 'indnullsnotdistinct' = 'true' THEN 'nulls not distinct' END,
    CASE WHEN k.contype = 'x' THEN pg_get_constraintdef(k.oid) END,
    CASE WHEN k.condeferrable THEN 'deferrable' END, CASE WHEN k.condeferred THEN 'initially deferred' END)
  FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_class AS c ON c.oid = i.indrelid
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_constraint AS k ON k.conindid = x.oid AND k.contype IN ('p', 'u', 'x') WHERE)";

constexpr auto policies = R"(
  SELECT c.relname, 'policy ' || p.polname, concat_ws(' ',
    CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END, 'for', CASE p.polcmd WHEN 'r' THEN 'select'
      WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END, 'to',
    (SELECT string_agg(CASE r.role WHEN 0 THEN 'public' ELSE quote_ident(pg_get_userbyid(r.role)) END, ', '
      ORDER BY pg_get_userbyid(r.role)) FROM unnest(p.polroles) AS r(role)),
    'using (' || pg_get_expr(p.polqual, c.oid) || ')', 'with check (' || pg_get_expr(p.polwithcheck, c.oid) || ')')
  FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE)";

// What a trigger does is written in its function.
constexpr auto triggers = R"(
  SELECT c.relname, 'trigger ' || t.tgname, concat_ws(', ', pg_get_triggerdef(t.oid),
    'body ' || left(encode(sha256(textsend(f.prosrc)), 'hex'), 16),
    CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'on a replica only' WHEN 'A' THEN 'always' END)
  FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid JOIN pg_class AS c ON c.oid = t.tgrelid
  JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND)";

constexpr auto views = R"(
  SELECT DISTINCT c.relname, 'view ' || CASE WHEN vn.nspname = $1::text THEN v.relname::text ELSE
    quote_ident(vn.nspname) || '.' || quote_ident(v.relname) END, concat_ws(', ', regexp_replace(btrim(
    pg_get_viewdef(v.oid), ' ;'), '\s+', ' ', 'g'), 'with ' || array_to_string(v.reloptions, ', '))
  FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_class AS v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm') JOIN pg_namespace AS vn ON vn.oid = v.relnamespace
  JOIN pg_class AS c ON c.oid = d.refobjid JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND)";

class Details {
 public:
  Details(db::Connection& connection, Schema& schema) : connection_(connection), schema_(schema) {}

  void run() {
    const Presence present = read_presence(connection_);
    BareSearchPath bare(connection_);
    read(std::string(tables) + " WHERE");
    read(constraints);
    read(indexes);
    if (present.policies) read(policies);
    if (present.triggers) read(triggers);
    if (present.rules) read(views);
  }

 private:
  void read(const std::string& sql) {
    auto rows = connection_
                    .query(sql + " n.nspname = $1::text AND c.relkind IN ('r', 'p')",
                           {db::Value::of(schema_.name)})
                    .rows;
    for (auto& row : rows)
      if (auto* table = schema_.table(row[0].text); table && !row[2].text.empty())
        table->details[row[1].text] = row[2].text;
  }

  db::Connection& connection_;
  Schema& schema_;
};

}  // namespace

void read_details(db::Connection& connection, Schema& schema) {
  // The catalog's own functions fail on an object that has just gone: read again.
  for (int tries = 3;; --tries) {
    try {
      return Details(connection, schema).run();
    } catch (const db::DbError& error) {
      bool gone = error.native_code() == "XX000" || error.native_code() == "42P01";
      if (!gone || tries == 1 || connection.in_transaction()) throw;
    }
  }
}

}  // namespace migrate::postgres
