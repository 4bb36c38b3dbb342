#include "dialects/postgres/catalog/dependents_of_table.hpp"

#include <fmt/format.h>

namespace migrate::postgres {

std::string dependents_of_table(const std::string& table) {
  // `owner`: what a thing that depends belongs to; where that is the table, it goes with it. Looked
  // up one by one: to plan one join over as many catalogs takes longer than to run it, and this
  // runs under the lock of an exchange. A server before 14 has no parsed bodies, nor a column that
  // says so.
  // An identity's sequence cannot change its table: whatever else uses it is named, the table's own
  // among it.
  return fmt::format(
      R"(SELECT DISTINCT CASE
    WHEN d.of_sequence THEN 'numbered'
    WHEN d.classid = 'pg_rewrite'::regclass AND v.relkind = 'm' THEN 'materialized view'
    WHEN d.classid IN ('pg_rewrite'::regclass, 'pg_class'::regclass) AND v.relkind = 'v' THEN 'view'
    WHEN d.refclassid = 'pg_type'::regclass THEN 'row type'
    WHEN d.classid = 'pg_rewrite'::regclass THEN 'rule'
    WHEN d.classid = 'pg_policy'::regclass THEN 'policy'
    WHEN d.classid = 'pg_publication_rel'::regclass THEN 'publication'
    WHEN d.classid = 'pg_constraint'::regclass AND (SELECT contype = 'f' FROM pg_constraint WHERE oid = d.objid) THEN 'key'
    WHEN d.classid = 'pg_proc'::regclass AND (SELECT to_jsonb(p) ->> 'prosqlbody' IS NOT NULL FROM pg_proc AS p
      WHERE p.oid = d.objid) THEN 'function'
    WHEN d.classid = 'pg_class'::regclass AND v.relkind = 'S' THEN 'sequence'
    WHEN d.classid = 'pg_class'::regclass AND d.objsubid = 0 AND EXISTS (SELECT 1 FROM pg_inherits
      WHERE inhrelid = d.objid AND inhparent = d.refobjid) THEN 'child'
    ELSE 'other' END AS kind,
  CASE WHEN d.classid = 'pg_rewrite'::regclass AND v.relkind IN ('v', 'm') THEN v.oid::regclass::text
    ELSE pg_describe_object(d.classid, d.objid, d.objsubid) END AS name
FROM (SELECT c.oid AS relation, u.*, CASE u.classid
    WHEN 'pg_rewrite'::regclass THEN (SELECT ev_class FROM pg_rewrite WHERE oid = u.objid)
    WHEN 'pg_policy'::regclass THEN (SELECT polrelid FROM pg_policy WHERE oid = u.objid)
    WHEN 'pg_constraint'::regclass THEN (SELECT conrelid FROM pg_constraint WHERE oid = u.objid)
    WHEN 'pg_trigger'::regclass THEN (SELECT tgrelid FROM pg_trigger WHERE oid = u.objid)
    WHEN 'pg_attrdef'::regclass THEN (SELECT adrelid FROM pg_attrdef WHERE oid = u.objid)
    WHEN 'pg_statistic_ext'::regclass THEN (SELECT stxrelid FROM pg_statistic_ext WHERE oid = u.objid)
    WHEN 'pg_type'::regclass THEN CASE WHEN u.objid IN (y.oid, y.typarray) THEN c.oid END
    WHEN 'pg_class'::regclass THEN (SELECT CASE WHEN o.relkind IN ('i', 'I') THEN
        (SELECT indrelid FROM pg_index WHERE indexrelid = o.oid)
      WHEN o.relkind = 't' OR o.relkind = 'S' AND u.deptype = 'i' THEN c.oid ELSE o.oid END
      FROM pg_class AS o WHERE o.oid = u.objid)
    END AS owner
  FROM pg_class AS c JOIN pg_type AS y ON y.oid = c.reltype
  CROSS JOIN LATERAL (
    SELECT *, false AS of_sequence FROM pg_depend WHERE refclassid = 'pg_class'::regclass AND refobjid = c.oid
    UNION ALL SELECT *, false FROM pg_depend WHERE refclassid = 'pg_type'::regclass AND refobjid = y.oid
    UNION ALL SELECT *, false FROM pg_depend WHERE refclassid = 'pg_type'::regclass AND refobjid = y.typarray
    UNION ALL SELECT n.*, true FROM pg_depend AS i JOIN pg_depend AS n ON n.refclassid = 'pg_class'::regclass AND n.refobjid = i.objid
      WHERE i.classid = 'pg_class'::regclass AND i.refclassid = 'pg_class'::regclass AND i.refobjid = c.oid AND i.deptype = 'i'
        AND n.deptype <> 'i' AND (SELECT relkind = 'S' FROM pg_class WHERE oid = i.objid)) AS u
  WHERE c.oid = {}) AS d
LEFT JOIN pg_class AS v ON v.oid = d.owner
WHERE d.of_sequence OR d.owner IS DISTINCT FROM d.relation
ORDER BY 1, 2)",
      table);
}

}  // namespace migrate::postgres
