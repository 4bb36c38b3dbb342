#include "dialects/postgres/dependents_of_table.hpp"

#include <fmt/format.h>

namespace migrate::postgres {

std::string dependents_of_table(const std::string& table) {
  // What a thing that depends belongs to: where that is the table, it goes with it. A server before
  // 14 has no parsed bodies, and no column that says so.
  return fmt::format(
      R"(SELECT DISTINCT CASE
    WHEN v.relkind = 'm' THEN 'materialized view'
    WHEN v.relkind = 'v' OR o.relkind = 'v' THEN 'view'
    WHEN d.refclassid = 'pg_type'::regclass THEN 'row type'
    WHEN w.oid IS NOT NULL THEN 'rule'
    WHEN p.oid IS NOT NULL THEN 'policy'
    WHEN k.contype = 'f' THEN 'key'
    WHEN d.classid = 'pg_publication_rel'::regclass THEN 'publication'
    WHEN to_jsonb(f) ->> 'prosqlbody' IS NOT NULL THEN 'function'
    WHEN o.relkind = 'S' THEN 'sequence'
    WHEN d.objsubid = 0 AND EXISTS (SELECT 1 FROM pg_inherits AS i WHERE i.inhrelid = o.oid AND i.inhparent = t.oid)
      THEN 'child'
    ELSE 'other' END AS kind,
  coalesce(v.oid::regclass::text, pg_describe_object(d.classid, d.objid, d.objsubid)) AS name
FROM pg_class AS t
JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid OR
  d.refclassid = 'pg_type'::regclass AND d.refobjid IN
    (SELECT y.oid FROM pg_type AS y WHERE t.reltype <> 0 AND t.reltype IN (y.oid, y.typelem))
LEFT JOIN pg_rewrite AS w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
LEFT JOIN pg_class AS v ON v.oid = w.ev_class AND v.relkind IN ('v', 'm')
LEFT JOIN pg_policy AS p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
LEFT JOIN pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_trigger AS g ON d.classid = 'pg_trigger'::regclass AND g.oid = d.objid
LEFT JOIN pg_attrdef AS e ON d.classid = 'pg_attrdef'::regclass AND e.oid = d.objid
LEFT JOIN pg_statistic_ext AS s ON d.classid = 'pg_statistic_ext'::regclass AND s.oid = d.objid
LEFT JOIN pg_proc AS f ON d.classid = 'pg_proc'::regclass AND f.oid = d.objid
LEFT JOIN pg_class AS o ON d.classid = 'pg_class'::regclass AND o.oid = d.objid
LEFT JOIN pg_index AS x ON x.indexrelid = o.oid
WHERE t.oid = {} AND t.oid IS DISTINCT FROM coalesce(w.ev_class, p.polrelid, k.conrelid, g.tgrelid, e.adrelid,
    s.stxrelid, x.indrelid, CASE WHEN o.relkind = 't' OR o.relkind = 'S' AND d.deptype = 'i' THEN t.oid ELSE o.oid END)
  AND NOT (d.classid = 'pg_type'::regclass AND d.objid IN
    (SELECT y.oid FROM pg_type AS y WHERE t.reltype IN (y.oid, y.typelem)))
ORDER BY 1, 2)",
      table);
}

}  // namespace migrate::postgres
