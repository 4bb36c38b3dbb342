#include "dialects/postgres/catalog/inspect_view.hpp"

#include "dialects/postgres/catalog/access.hpp"
#include "dialects/postgres/catalog/bare_search_path.hpp"
#include "dialects/postgres/inspect.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// Which view depends on what: by its query or by another rule of its; through a column, as a whole
// (0), or by its row type (-100).
constexpr auto uses = R"(uses AS MATERIALIZED (
  SELECT r.ev_class AS view, d.refobjid AS used, d.refobjsubid AS number, r.rulename = '_RETURN' AS query
    FROM pg_rewrite r JOIN pg_class v ON v.oid = r.ev_class AND v.relkind = 'v'
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
  UNION
  SELECT r.ev_class, u.oid, -100, r.rulename = '_RETURN'
    FROM pg_rewrite r JOIN pg_class v ON v.oid = r.ev_class AND v.relkind = 'v'
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
    JOIN pg_type t ON t.oid = d.refobjid JOIN pg_class u ON u.reltype IN (t.oid, t.typelem)
    WHERE d.refclassid = 'pg_type'::regclass AND u.reltype <> 0 AND u.oid <> r.ev_class
  UNION
  SELECT v.oid, u.oid, -100, true
    FROM pg_class v JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0 JOIN pg_type t ON t.oid = a.atttypid
    JOIN pg_class u ON u.reltype = CASE t.typcategory WHEN 'A' THEN t.typelem ELSE t.oid END
    WHERE v.relkind = 'v' AND u.reltype <> 0 AND u.oid <> v.oid))";

// Statements behind CREATE VIEW and those of access_sql, over `c`, its schema `n` and its SQL name
// `q.name`. Each branch yields (place, name, sql).
constexpr auto settings = R"(
  UNION ALL
  SELECT 6, to_char(a.attnum, '00000') || to_char(g.position, '00000'), format('GRANT %s (%I) ON %s TO %s%s', g.privilege_type, a.attname,
    q.name, CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END, CASE
    WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) FROM pg_attribute a, aclexplode(a.attacl) WITH
    ORDINALITY AS g(grantor, grantee, privilege_type, is_grantable, position) WHERE a.attrelid = c.oid
  UNION ALL
  SELECT 7, '', format('COMMENT ON VIEW %s IS %L', q.name, obj_description(c.oid, 'pg_class'))
    WHERE obj_description(c.oid, 'pg_class') IS NOT NULL
  UNION ALL
  SELECT 8, to_char(a.attnum, '00000'), format('COMMENT ON COLUMN %s.%I IS %L', q.name, a.attname,
    col_description(c.oid, a.attnum)) FROM pg_attribute a WHERE a.attrelid = c.oid AND
    col_description(c.oid, a.attnum) IS NOT NULL
  UNION ALL
  SELECT 9, to_char(a.attnum, '00000'), format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', q.name, a.attname,
    pg_get_expr(e.adbin, e.adrelid)) FROM pg_attrdef e JOIN pg_attribute a ON a.attrelid = e.adrelid AND
    a.attnum = e.adnum WHERE e.adrelid = c.oid
  UNION ALL
  SELECT 10, t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
  UNION ALL
  SELECT 11, t.tgname, format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, q.name, obj_description(t.oid,
    'pg_trigger')) FROM pg_trigger t WHERE t.tgrelid = c.oid AND obj_description(t.oid, 'pg_trigger') IS NOT NULL
)";

constexpr auto rules = R"(
  SELECT 1 AS place, r.rulename AS of, rtrim(pg_get_ruledef(r.oid), ';') AS sql FROM pg_rewrite r
    WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'
  UNION ALL
  SELECT 2, r.rulename, format('COMMENT ON RULE %I ON %s IS %L', r.rulename, q.name, obj_description(r.oid,
    'pg_rewrite')) FROM pg_rewrite r WHERE r.ev_class = c.oid AND obj_description(r.oid, 'pg_rewrite') IS NOT NULL
)";

// Why it cannot be made again; `c` and `n` as above.
constexpr auto reasons = R"(
  UNION ALL
  SELECT 'it is a temporary view of a session' WHERE c.relpersistence = 't'
  UNION ALL
  SELECT 'this role may not create a view in schema ' || n.nspname WHERE NOT has_schema_privilege(n.oid, 'CREATE')
  UNION ALL
  SELECT DISTINCT 'it is needed by ' || coalesce('materialized view ' || m.oid::regclass,
    pg_describe_object(d.classid, d.objid, d.objsubid)) FROM pg_depend d
    LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
    LEFT JOIN pg_class v ON v.oid = r.ev_class LEFT JOIN pg_class m ON m.oid = r.ev_class AND m.relkind = 'm'
    LEFT JOIN pg_trigger t ON d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
    LEFT JOIN pg_attrdef e ON d.classid = 'pg_attrdef'::regclass AND e.oid = d.objid
    LEFT JOIN pg_class o ON d.classid = 'pg_class'::regclass AND o.oid = d.objid
    WHERE (d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid OR d.refclassid = 'pg_type'::regclass AND
      d.refobjid IN (SELECT y.oid FROM pg_type y WHERE c.reltype IN (y.oid, y.typelem)))
      AND v.relkind IS DISTINCT FROM 'v' AND t.tgrelid IS DISTINCT FROM c.oid AND e.adrelid IS DISTINCT FROM
      c.oid AND o.relkind IS DISTINCT FROM 'v' AND NOT (d.classid = 'pg_type'::regclass AND d.objid IN
      (SELECT y.oid FROM pg_type y WHERE c.reltype IN (y.oid, y.typelem)))
)";

std::vector<std::string> parts(const db::Value& value) {
  return value.is_null() ? std::vector<std::string>() : split(value.text, '\x1e');
}

// SHA-256: a server may have MD5 switched off.
std::string digest(const std::string& text) {
  return "left(encode(sha256(textsend(" + text + ")), 'hex'), 16)";
}

}  // namespace

std::string quoted_name_sql(const std::string& c, const std::string& n) {
  return "'\"' || replace(" + n + ".nspname, '\"', '\"\"') || '\".\"' || replace(" + c +
         ".relname, '\"', '\"\"') || '\"'";
}

std::string digest_of_words() {
  return digest(R"(concat_ws(chr(31), pg_get_viewdef(c.oid),
      (SELECT string_agg(pg_get_ruledef(r.oid), chr(31) ORDER BY r.rulename)
        FROM pg_rewrite AS r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'),
      (SELECT string_agg(pg_get_expr(e.adbin, e.adrelid), chr(31) ORDER BY e.adnum)
        FROM pg_attrdef AS e WHERE e.adrelid = c.oid)))");
}

std::string digest_of_settings() {
  // What a new view has by itself is left out: which privileges there are depends on the version.
  return digest(
      R"(concat_ws(chr(31), c.relowner::regrole, c.reloptions, obj_description(c.oid, 'pg_class'),
      (SELECT string_agg(g::text, ' ' ORDER BY g::text)
        FROM unnest(c.relacl) AS g WHERE NOT g = ANY (acldefault('r', c.relowner))),
      (SELECT string_agg(concat_ws(' ', a.attname, a.attacl, a.atthasdef, col_description(c.oid, a.attnum)),
        chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0),
      (SELECT string_agg(concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled,
        obj_description(t.oid, 'pg_trigger')), chr(31) ORDER BY t.tgname)
        FROM pg_trigger AS t WHERE t.tgrelid = c.oid),
      (SELECT string_agg(concat_ws(' ', r.rulename, r.ev_enabled, obj_description(r.oid, 'pg_rewrite')),
        chr(31) ORDER BY r.rulename) FROM pg_rewrite AS r WHERE r.ev_class = c.oid)))");
}

void read_views_over(db::Connection& connection, const std::vector<db::Value>& params,
                     const std::string& wanted, Schema& schema) {
  BareSearchPath bare(connection);
  auto all = [](const std::string& branches) {
    return std::string("(SELECT string_agg(s.sql, chr(30) ORDER BY s.place, s.of) FROM (") +
           branches + ") AS s)";
  };
  auto rows =
      connection
          .query(
              std::string("WITH RECURSIVE ") + uses +
                  ", over AS (SELECT DISTINCT u.view, c.relname, CASE u.number WHEN 0 THEN '' WHEN "
                  "-100 THEN '*' ELSE a.attname::text END AS attname FROM uses u JOIN pg_class c "
                  "ON "
                  "c.oid = u.used JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN "
                  "pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.number WHERE " +
                  wanted +
                  "), found AS (SELECT view FROM over UNION SELECT u.view FROM uses u JOIN found f "
                  "ON u.used = f.view) SELECT q.name, (SELECT string_agg(o.relname || chr(31) || "
                  "o.attname, chr(30) ORDER BY o.relname, o.attname) FROM over o WHERE o.view = "
                  "c.oid), (SELECT string_agg(DISTINCT CASE WHEN u.query THEN 'q' ELSE 'r' END "
                  "|| " +
                  quoted_name_sql("w", "wn") +
                  ", chr(30)) FROM uses u JOIN found f ON f.view = u.used JOIN pg_class w ON w.oid "
                  "= u.used JOIN pg_namespace wn ON wn.oid = w.relnamespace WHERE u.view = c.oid), "
                  "rtrim(pg_get_viewdef(c.oid), ';'), array_to_string(c.reloptions, ', '), " +
                  all(access_sql(view_access) + settings) + ", " + all(rules) +
                  ", (SELECT string_agg(r.rulename, chr(30) ORDER BY r.rulename) FROM pg_rewrite r "
                  "WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'), (SELECT "
                  "string_agg(w.why, chr(30) ORDER BY w.why) FROM (" +
                  access_reasons_sql() + reasons + ") AS w), " + digest_of_words() + ", " +
                  digest_of_settings() +
                  " FROM found f JOIN pg_class c ON c.oid = f.view JOIN pg_namespace n ON n.oid = "
                  "c.relnamespace CROSS JOIN LATERAL (SELECT " +
                  quoted_name_sql("c", "n") + " AS name) q CROSS JOIN LATERAL " +
                  own_access_sql(view_access) + " ORDER BY q.name",
              params)
          .rows;
  for (auto& row : rows) {
    View view;
    view.name = row[0].text;
    view.columns = parts(row[1]);
    for (auto& used : parts(row[2]))
      (used[0] == 'q' ? view.reads : view.writes).push_back(used.substr(1));
    view.definition = row[3].text;
    view.options = row[4].text;
    view.settings = parts(row[5]);
    view.rules = parts(row[6]);
    view.rule_names = parts(row[7]);
    view.reasons = parts(row[8]);
    view.words_digest = row[9].text;
    view.settings_digest = row[10].text;
    schema.views.push_back(std::move(view));
  }
}

}  // namespace migrate::postgres
