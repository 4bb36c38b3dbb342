#include "dialects/postgres/catalog/access.hpp"

#include <fmt/format.h>

namespace migrate::postgres {

namespace {

constexpr auto grantee =
    "CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END";

}  // namespace

std::string access_sql(const AccessKind& kind) {
  return fmt::format(
      R"(
  SELECT 1 AS place, '' AS of, format('{alter} %s OWNER TO %I', q.name, pg_get_userbyid(c.relowner)) AS sql
    WHERE c.relowner <> {maker}
  UNION ALL
  SELECT 2, '', format('REVOKE ALL ON {on}%s FROM %s', q.name, string_agg(DISTINCT {grantee}, ', '))
    FROM pg_default_acl da, aclexplode(da.defaclacl) g WHERE da.defaclobjtype = '{defaults}' AND
    da.defaclnamespace IN (0, n.oid) AND da.defaclrole = {maker} AND
    g.grantee NOT IN (da.defaclrole, c.relowner) HAVING count(*) > 0
  UNION ALL
  SELECT 3, '', format('REVOKE ALL ON {on}%s FROM %I', q.name, pg_get_userbyid(c.relowner))
    WHERE NOT own.everything
  UNION ALL
  SELECT 4, '', format('GRANT %s ON {on}%s TO %I', own.privileges, q.name, pg_get_userbyid(c.relowner))
    WHERE NOT own.everything AND own.privileges IS NOT NULL
  UNION ALL
  SELECT 5, to_char(min(g.position), '00000'), format('GRANT %s ON {on}%s TO %s%s', string_agg(g.privilege_type,
    ', ' ORDER BY g.privilege_type), q.name, {grantee}, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION'
    ELSE '' END) FROM aclexplode(c.relacl) WITH ORDINALITY AS
    g(grantor, grantee, privilege_type, is_grantable, position) WHERE g.grantee <> c.relowner GROUP BY g.grantee, g.is_grantable
)",
      fmt::arg("alter", kind.alter), fmt::arg("on", kind.on), fmt::arg("defaults", kind.defaults),
      fmt::arg("grantee", grantee), fmt::arg("maker", kind.maker));
}

std::string own_access_sql(const AccessKind& kind) {
  return fmt::format(
      "(SELECT c.relacl IS NULL OR EXISTS (SELECT 1 FROM unnest(c.relacl) g WHERE g = ANY "
      "(acldefault('{}', c.relowner))) AS everything, (SELECT string_agg(g.privilege_type, ', ' "
      "ORDER BY g.privilege_type) FROM aclexplode(c.relacl) g WHERE g.grantee = c.relowner) AS "
      "privileges) own",
      kind.acl);
}

std::string access_reasons_sql() {
  return R"(
  SELECT 'it belongs to role ' || pg_get_userbyid(c.relowner) || ', for which this role may not act' AS why
    WHERE NOT (pg_has_role(c.relowner, 'USAGE') AND pg_has_role(c.relowner, CASE WHEN
    current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END))
  UNION ALL
  SELECT 'it has privileges that role ' || pg_get_userbyid(g.grantor) || ', not its owner, has granted' FROM
    (SELECT g.grantor FROM aclexplode(c.relacl) g UNION SELECT g.grantor FROM pg_attribute a,
    aclexplode(a.attacl) g WHERE a.attrelid = c.oid) g WHERE g.grantor <> c.relowner
  UNION ALL
  SELECT 'it has a security label' WHERE EXISTS (SELECT 1 FROM pg_seclabel s WHERE s.classoid =
    'pg_class'::regclass AND s.objoid = c.oid)
  UNION ALL
  SELECT 'it belongs to extension ' || x.extname FROM pg_depend d JOIN pg_extension x ON x.oid =
    d.refobjid WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid =
    'pg_extension'::regclass AND d.deptype = 'e'
)";
}

}  // namespace migrate::postgres
