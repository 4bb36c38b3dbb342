#include "dialects/postgres/catalog/inspect_column.hpp"

#include <iterator>

#include "dialects/postgres/inspect.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

class Facts {
 public:
  Facts(db::Connection& connection, const std::vector<db::Value>& params, std::string wanted,
        const Presence& present, Schema& schema)
      : connection_(connection),
        params_(params),
        wanted_(std::move(wanted)),
        present_(present),
        result_(schema) {}

  void read_column_settings() {
    std::string not_null =
        result_.version_number >= 180000
            ? "(SELECT k.conname FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'n' "
              "AND k.conkey[1] = a.attnum)"
            : "NULL";
    auto rows =
        query(
            "SELECT c.relname, a.attname, nullif(a.attstattarget, -1), CASE WHEN a.attstorage <> "
            "ty.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' "
            "WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END, array_to_string(a.attoptions, ', '), "
            // 14 and later have it.
            "CASE to_jsonb(a) ->> 'attcompression' WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END, " +
            not_null +
            // CREATE DOMAIN has copied what the domain below it gave then: that one is not asked.
            ", coalesce(pg_get_expr(ty.typdefaultbin, 0), quote_literal(ty.typdefault)), CASE WHEN "
            "ty.typtype = 'd' AND ty.typdefault IS NOT NULL THEN " +
            type_below_domain +
            " END FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON "
            "n.oid = c.relnamespace JOIN pg_type ty ON ty.oid = a.atttypid "
            "WHERE a.attnum > 0 AND NOT a.attisdropped AND " +
            wanted_)
            .rows;
    static constexpr const char* facts[] = {"statistics_target", "storage",  "options",
                                            "compression",       "not_null", "type_default",
                                            "default_base"};
    for (auto& row : rows) {
      auto* t = table(row[0].text);
      auto* c = t ? t->column(row[1].text) : nullptr;
      for (std::size_t i = 0; c && i < std::size(facts); ++i)
        if (!row[i + 2].is_null()) c->extra[facts[i]] = row[i + 2].text;
    }
  }

  void read_sequences() {
    auto rows =
        query(
            "SELECT c.relname, a.attname, CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' "
            "THEN 'BY DEFAULT' END, concat_ws(chr(31), q.oid::regclass::text, q.relname, "
            "s.seqtypid::regtype::text, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, "
            "s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END, "
            "coalesce((SELECT string_agg(g.privilege_type || ' TO ' || CASE WHEN g.grantee = 0 "
            "THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END || CASE WHEN "
            "g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, chr(10) ORDER BY "
            "g.grantee, g.privilege_type) FROM aclexplode(q.relacl) g WHERE g.grantee <> "
            "q.relowner), ''), coalesce(obj_description(q.oid, 'pg_class'), '')) "
            "FROM pg_depend d JOIN pg_class q ON q.oid = d.objid AND q.relkind = 'S' JOIN "
            "pg_sequence s ON s.seqrelid = q.oid JOIN pg_class c ON c.oid = d.refobjid JOIN "
            "pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid "
            "AND a.attnum = d.refobjsubid WHERE d.classid = 'pg_class'::regclass AND "
            "d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND " +
            wanted_ +
            // Last the one that numbers the rows.
            " ORDER BY c.relname, a.attname, d.deptype = 'i', EXISTS (SELECT 1 FROM pg_attrdef e "
            "JOIN pg_depend u ON u.classid = 'pg_attrdef'::regclass AND u.objid = e.oid AND "
            "u.refclassid = 'pg_class'::regclass AND u.refobjid = q.oid WHERE e.adrelid = c.oid "
            "AND e.adnum = a.attnum), q.oid")
            .rows;
    for (auto& row : rows) {
      auto* t = table(row[0].text);
      auto* c = t ? t->column(row[1].text) : nullptr;
      if (!c) continue;
      if (!row[2].is_null()) c->extra["identity"] = row[2].text;
      if (auto before = c->extra.find("sequence"); before != c->extra.end()) {
        auto& more = c->extra["more_sequences"];
        auto facts = split(before->second, '\x1f');
        more += (more.empty() ? "" : "\x1e") + facts[0] + '\x1f' + facts[1];
      }
      c->extra["sequence"] = row[3].text;
    }
  }

  void read_policies() {
    if (!present_.policies) return;
    auto rows =
        query(
            "SELECT c.relname, string_agg(DISTINCT o.relname, chr(31)) FROM pg_policy p "
            "JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = "
            "c.relnamespace JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND "
            "d.objid = p.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> "
            "c.oid JOIN pg_class o ON o.oid = d.refobjid AND o.relnamespace = n.oid WHERE " +
            wanted_ + " GROUP BY 1")
            .rows;
    for (auto& row : rows)
      if (auto* t = table(row[0].text)) t->extra["policies_read"] = row[1].text;
  }

  // What keeps a column from being replaced, and what can be made anew for its successor.
  void read_dependents() {
    std::string in =
        " FROM pg_depend d JOIN pg_class c ON c.oid = d.refobjid AND d.refclassid = "
        "'pg_class'::regclass JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON "
        "a.attrelid = c.oid AND a.attnum = d.refobjsubid ";
    auto add = [&](bool present, const std::string& sql, const char* fact) {
      if (!present) return;
      for (auto& row : query(sql).rows) {
        auto* t = table(row[0].text);
        auto* c = t ? t->column(row[1].text) : nullptr;
        if (!c || row[2].is_null() || is_own_object(row[3].text)) continue;
        // Not a fact of the column's own: a child's foreign key is described on its parent, too.
        bool described = std::string_view(fact) == "described";
        auto& all = described ? t->extra["described:" + c->name] : c->extra[fact];
        all += (all.empty() ? "" : "\x1e") + (described ? row[3].text + '\x1d' : "") + row[2].text;
      }
    };
    add(present_.policies,
        "SELECT DISTINCT c.relname, a.attname, format('ALTER POLICY %I ON %I.%I', p.polname, "
        "n.nspname, c.relname) || coalesce(' USING (' || pg_get_expr(p.polqual, c.oid) || ')', '') "
        "|| coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, c.oid) || ')', ''), "
        "p.polname" +
            in +
            "JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid AND "
            "p.polrelid = c.oid WHERE " +
            wanted_ + " ORDER BY 1, 2, 4",
        "carried");
    // Each by what it is called, and the same on a table of the session's own.
    add(present_.policies,
        "SELECT DISTINCT c.relname, a.attname, 'policy ' || p.polname || chr(29) || format('CREATE "
        "POLICY %I ON pg_temp.%I', p.polname, "
        "c.relname) || coalesce(' USING (' || pg_get_expr(p.polqual, c.oid) || ')', '') || "
        "coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, c.oid) || ')', ''), p.polname" +
            in +
            "JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid AND "
            "p.polrelid = c.oid WHERE " +
            wanted_ + " ORDER BY 1, 2, 4",
        "rehearsed");
    add(present_.triggers,
        "SELECT DISTINCT c.relname, a.attname, 'trigger ' || g.tgname || chr(29) || "
        "replace(pg_get_triggerdef(g.oid), format(' ON "
        "%I.%I ', n.nspname, c.relname), format(' ON pg_temp.%I ', c.relname)), g.tgname" +
            in +
            "JOIN pg_trigger g ON d.classid = 'pg_trigger'::regclass AND g.oid = d.objid AND NOT "
            "g.tgisinternal AND g.tgenabled = 'O' AND g.tgqual IS NOT NULL WHERE " +
            wanted_ + " ORDER BY 1, 2, 4",
        "rehearsed");
    add(present_.triggers,
        "SELECT DISTINCT c.relname, a.attname, format('DROP TRIGGER %I ON %I.%I', g.tgname, "
        "n.nspname, c.relname) || chr(30) || pg_get_triggerdef(g.oid) || CASE WHEN "
        "obj_description(g.oid, 'pg_trigger') IS NULL THEN '' ELSE chr(30) || format('COMMENT ON "
        "TRIGGER %I ON %I.%I IS %L', g.tgname, n.nspname, c.relname, obj_description(g.oid, "
        "'pg_trigger')) END, g.tgname" +
            in +
            "JOIN pg_trigger g ON d.classid = 'pg_trigger'::regclass AND g.oid = d.objid AND "
            "NOT g.tgisinternal AND g.tgenabled = 'O' WHERE " +
            wanted_ + " ORDER BY 1, 2, 4",
        "carried");
    add(present_.statistics,
        "SELECT DISTINCT c.relname, a.attname, format('DROP STATISTICS IF EXISTS %I.%I', "
        "sn.nspname, s.stxname) || chr(30) || concat_ws(chr(30), pg_get_statisticsobjdef(s.oid), "
        "format('ALTER STATISTICS %I.%I OWNER TO %I', sn.nspname, s.stxname, "
        "pg_get_userbyid(s.stxowner)), CASE WHEN s.stxstattarget >= 0 THEN format('ALTER "
        "STATISTICS %I.%I SET STATISTICS %s', sn.nspname, s.stxname, s.stxstattarget) END, CASE "
        "WHEN obj_description(s.oid, 'pg_statistic_ext') IS NOT NULL THEN format('COMMENT ON "
        "STATISTICS %I.%I IS %L', sn.nspname, s.stxname, obj_description(s.oid, "
        "'pg_statistic_ext')) END), s.stxname" +
            in +
            "JOIN pg_statistic_ext s ON d.classid = 'pg_statistic_ext'::regclass AND s.oid = "
            "d.objid JOIN pg_namespace sn ON sn.oid = s.stxnamespace WHERE " +
            wanted_ + " ORDER BY 1, 2, 4",
        "carried");
    // What stands between its own name and that of the table.
    add(present_.statistics,
        "SELECT DISTINCT c.relname, a.attname, 'statistics object ' || s.stxname || chr(29) || "
        "format('CREATE STATISTICS pg_temp.%I', s.stxname) || substr(left(w.def, -length(' FROM ' "
        "|| c.oid::regclass::text)), 1 + length(format('CREATE STATISTICS %I.%I', sn.nspname, "
        "s.stxname))) || format(' FROM pg_temp.%I', c.relname), s.stxname" +
            in +
            "JOIN pg_statistic_ext s ON d.classid = 'pg_statistic_ext'::regclass AND s.oid = "
            "d.objid JOIN pg_namespace sn ON sn.oid = s.stxnamespace CROSS JOIN LATERAL "
            "pg_get_statisticsobjdef(s.oid) AS w(def) WHERE " +
            wanted_ + " ORDER BY 1, 2, 4",
        "rehearsed");
    // They are dropped, and made again by this role for their owner.
    add(present_.statistics,
        "SELECT DISTINCT c.relname, a.attname, format('statistics object %s, for whose owner %s "
        "this role may not act', s.stxname, pg_get_userbyid(s.stxowner)), ''" +
            in +
            "JOIN pg_statistic_ext s ON d.classid = 'pg_statistic_ext'::regclass AND s.oid = "
            "d.objid WHERE NOT (pg_has_role(s.stxowner, 'USAGE') AND pg_has_role(s.stxowner, CASE "
            "WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE "
            "'MEMBER' END)) AND " +
            wanted_ + " ORDER BY 1, 2, 3",
        "held_by");
    add(present_.constraint_comments,
        "SELECT DISTINCT c.relname, a.attname, format('COMMENT ON CONSTRAINT %I ON %s IS %L', "
        "k.conname, k.conrelid::regclass, obj_description(k.oid, 'pg_constraint')), k.conname" +
            in +
            "JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid "
            "WHERE obj_description(k.oid, 'pg_constraint') IS NOT NULL AND " +
            wanted_ + " ORDER BY 1, 2, 4",
        "described");
    add(present_.index_settings,
        "SELECT DISTINCT c.relname, a.attname, concat_ws(chr(30), CASE WHEN obj_description(x.oid, "
        "'pg_class') IS NOT NULL THEN format('COMMENT ON INDEX %s IS %L', x.oid::regclass, "
        "obj_description(x.oid, 'pg_class')) END, CASE WHEN i.indisclustered "
        "THEN format('ALTER TABLE %I.%I CLUSTER ON %I', n.nspname, c.relname, x.relname) END, "
        "targets.all_of_them), x.relname" +
            in +
            "LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = "
            "d.objid AND k.conrelid = c.oid JOIN pg_index i ON i.indrelid = c.oid AND i.indexrelid "
            "IN (k.conindid, d.objid) JOIN pg_class x ON x.oid = i.indexrelid CROSS JOIN LATERAL "
            "(SELECT string_agg(format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', "
            "x.oid::regclass, e.attnum, e.attstattarget), chr(30) ORDER BY e.attnum) AS "
            "all_of_them FROM pg_attribute e WHERE e.attrelid = x.oid AND e.attstattarget >= 0) "
            "targets WHERE (i.indisclustered OR obj_description(x.oid, 'pg_class') IS NOT NULL OR "
            "targets.all_of_them IS NOT NULL) AND (k.oid IS "
            "NOT NULL OR d.classid = 'pg_class'::regclass) AND " +
            wanted_ + " ORDER BY 1, 2, 4",
        "described");
    // Views go along (inspect_view.cpp).
    add(present_.holders,
        "SELECT DISTINCT c.relname, a.attname, CASE v.relkind WHEN 'm' THEN 'materialized view ' "
        "|| "
        "v.oid::regclass::text ELSE pg_describe_object(d.classid, d.objid, d.objsubid) END, ''" +
            in +
            "LEFT JOIN pg_trigger g ON d.classid = 'pg_trigger'::regclass AND g.oid = d.objid "
            "LEFT JOIN pg_attrdef e ON d.classid = 'pg_attrdef'::regclass AND e.oid = d.objid "
            "LEFT JOIN pg_policy o ON d.classid = 'pg_policy'::regclass AND o.oid = d.objid "
            "LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid "
            "LEFT JOIN pg_class v ON v.oid = r.ev_class "
            "WHERE v.relkind IS DISTINCT FROM 'v' AND (o.polrelid <> c.oid OR d.classid IN "
            "('pg_publication_rel'::regclass, "
            "'pg_proc'::regclass, "
            "'pg_rewrite'::regclass) OR d.classid = 'pg_attrdef'::regclass AND e.adnum <> "
            "a.attnum OR d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid "
            "> 0 OR g.tgenabled <> 'O' AND NOT g.tgisinternal) AND " +
            wanted_ + " ORDER BY 1, 2, 3",
        "held_by");
  }

 private:
  db::Result query(const std::string& sql) { return connection_.query(sql, params_); }
  Table* table(const std::string& name) { return result_.table(name); }

  db::Connection& connection_;
  const std::vector<db::Value>& params_;
  std::string wanted_;
  const Presence& present_;
  Schema& result_;
};

}  // namespace

void read_column_facts(db::Connection& connection, const std::vector<db::Value>& params,
                       const std::string& wanted, const Presence& present, Schema& schema) {
  Facts facts(connection, params, wanted, present, schema);
  facts.read_column_settings();
  facts.read_sequences();
  facts.read_dependents();
  facts.read_policies();
}

}  // namespace migrate::postgres
