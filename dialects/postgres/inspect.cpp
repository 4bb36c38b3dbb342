#include "dialects/postgres/inspect.hpp"

#include <algorithm>

#include "dialects/postgres/catalog/dependents.hpp"
#include "dialects/postgres/catalog/inspect_column.hpp"
#include "dialects/postgres/catalog/inspect_enum.hpp"
#include "dialects/postgres/catalog/inspect_index.hpp"
#include "dialects/postgres/catalog/inspect_presence.hpp"
#include "dialects/postgres/catalog/inspect_view.hpp"
#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using db::Value;

class Inspector {
 public:
  Inspector(db::Connection& connection, const std::string& schema,
            const std::set<std::string>* tables)
      : connection_(connection) {
    result_.engine = EngineKind::postgres;
    result_.name = schema;
    params_.push_back(Value::of(schema));
    params_.push_back(tables ? Value::of(array_of({tables->begin(), tables->end()}))
                             : Value::null());
  }

  Schema run() {
    auto row = connection_
                   .query(
                       "SELECT current_setting('server_version'), "
                       "current_setting('server_version_num')::integer")
                   .rows.at(0);
    result_.version = row[0].text.substr(0, row[0].text.find(' '));
    result_.version_number = static_cast<int>(row[1].as_int());
    read_tables();
    read_names();
    read_enums(connection_, result_);
    if (result_.tables.empty()) return std::move(result_);
    const Presence present = read_presence(connection_);
    read_columns();
    read_column_facts(connection_, params_, wanted(), present, result_);
    read_indexes(connection_, params_, wanted(), result_);
    read_constraints();
    if (present.triggers) read_triggers();
    if (present.rules) read_views();
    read_dependents(connection_, params_, wanted(), present, result_);
    if (present.replication) read_replication();
    return std::move(result_);
  }

 private:
  // `c` is the table, `n` its schema.
  static std::string wanted() {
    return "n.nspname = $1::text AND c.relkind IN ('r', 'p') AND ($2::text[] IS NULL OR c.relname "
           "= "
           "ANY ($2::text[]))";
  }

  // "SELECT TO "r" WITH GRANT OPTION", one a line, the role `but` left out.
  static std::string grants(const std::string& acl, const std::string& but) {
    return "(SELECT string_agg(g.privilege_type || ' TO ' || CASE WHEN g.grantee = 0 THEN "
           "'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END || CASE WHEN "
           "g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, chr(10) ORDER BY g.grantee, "
           "g.privilege_type) FROM aclexplode(" +
           acl + ") g WHERE g.grantee IS DISTINCT FROM " + but + ")";
  }

  // Of partitions' partitions, too.
  static std::string foreign_partitions(const std::string& which) {
    return "(SELECT string_agg(f.ftrelid::regclass::text, ', ' ORDER BY f.ftrelid) FROM "
           "pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver JOIN "
           "pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE c.relkind = 'p' AND CASE WHEN "
           "f.ftrelid IN (SELECT relid FROM pg_partition_tree(c.oid)) THEN " +
           which + " ELSE false END)";
  }

  db::Result query(const std::string& sql) { return connection_.query(sql, params_); }

  Table* table(const std::string& name) { return result_.table(name); }

  void read_tables() {
    auto rows =
        query(
            "SELECT c.relname, c.relkind::text, c.relpersistence::text, "
            "greatest(c.reltuples, 0)::bigint, "
            "pg_table_size(c.oid), "
            "CASE WHEN row_security_active(c.oid) THEN 'hides rows' WHEN c.relrowsecurity THEN "
            "'on' "
            "END, "
            "CASE WHEN c.relispartition THEN p.parent END, "
            "CASE WHEN NOT c.relispartition THEN p.parent END, "
            "EXISTS (SELECT 1 FROM pg_inherits i WHERE i.inhparent = c.oid), "
            "CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END, "
            "(SELECT string_agg(coalesce(a.attname::text, chr(30)), chr(31) ORDER BY k.position) "
            " FROM pg_partitioned_table pt, unnest(pt.partattrs::int2[]) WITH ORDINALITY AS "
            "k(number, position) LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = "
            "k.number AND k.number <> 0 WHERE pt.partrelid = c.oid), "
            "(SELECT x.relname FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE "
            "i.indrelid = c.oid AND i.indisreplident), "
            "CASE c.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING' END, "
            "CASE WHEN c.relowner <> current_user::regrole THEN pg_get_userbyid(c.relowner) END, " +
            grants("c.relacl", "c.relowner") +
            ", (SELECT string_agg(DISTINCT CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE "
            "quote_ident(pg_get_userbyid(g.grantee)) END, ', ') FROM pg_default_acl da, "
            "aclexplode(da.defaclacl) g WHERE da.defaclobjtype = 'r' AND da.defaclnamespace IN (0, "
            "n.oid) AND da.defaclrole = current_user::regrole AND g.grantee <> da.defaclrole), "
            "(SELECT string_agg(CASE WHEN pc.relnamespace = c.relnamespace AND pc.relkind IN "
            "('r', 'p') THEN pc.relname::text ELSE chr(30) || pc.oid::regclass::text END, chr(31) "
            "ORDER BY pc.relname) FROM pg_inherits i JOIN pg_class pc ON pc.oid = i.inhrelid WHERE "
            "i.inhparent = c.oid AND c.relkind = 'p'), "
            "(SELECT CASE WHEN dc.relnamespace = c.relnamespace THEN dc.relname::text ELSE "
            "dc.oid::regclass::text END FROM pg_partitioned_table pt JOIN pg_class dc ON dc.oid = "
            "pt.partdefid WHERE pt.partrelid = c.oid), " +
            foreign_partitions("true") + ", " +
            // 4: UPDATE, as information_schema's is_updatable asks; where nobody handles the table,
            // that may not be asked.
            foreign_partitions("w.fdwhandler = 0 OR pg_relation_is_updatable(f.ftrelid, false) & 4 "
                               "= 0") +
            ", pg_indexes_size(c.oid) "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "LEFT JOIN LATERAL (SELECT string_agg(i.inhparent::regclass::text, ', ') AS parent "
            "FROM pg_inherits i WHERE i.inhrelid = c.oid) p ON true WHERE " +
            wanted() + " ORDER BY c.relname")
            .rows;
    for (auto& row : rows) {
      if (is_own_object(row[0].text)) continue;
      Table t;
      t.name = row[0].text;
      t.estimated_rows = static_cast<std::uint64_t>(row[3].as_int());
      t.index_bytes = static_cast<std::uint64_t>(row[20].as_int());
      t.bytes = static_cast<std::uint64_t>(row[4].as_int()) + t.index_bytes;
      t.extra["kind"] = row[1].text;
      if (row[2].text != "p") t.extra["persistence"] = row[2].text;
      static constexpr std::pair<int, const char*> facts[] = {{5, "rls"},
                                                              {6, "partition_of"},
                                                              {7, "inherits"},
                                                              {9, "of_type"},
                                                              {10, "partition_key"},
                                                              {11, "replica_identity"},
                                                              {12, "replica_rows"},
                                                              {13, "owner"},
                                                              {14, "acl"},
                                                              {15, "default_grantees"},
                                                              {16, "partitions"},
                                                              {17, "default_partition"},
                                                              {18, "foreign_partitions"},
                                                              {19, "fixed_partitions"}};
      for (auto [at, name] : facts)
        if (!row[at].is_null()) t.extra[name] = row[at].text;
      if (row[8].as_int()) t.extra["has_children"] = "1";
      result_.tables.emplace(t.name, std::move(t));
    }
  }

  void read_names() {
    auto rows =
        connection_
            .query(
                "SELECT c.relname, CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN "
                "'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign "
                "table' ELSE 'composite type' END FROM pg_class c JOIN pg_namespace n ON n.oid = "
                "c.relnamespace WHERE n.nspname = $1::text AND c.relkind IN ('v', 'm', "
                "'S', 'f', 'c') UNION ALL SELECT t.typname, 'type' FROM pg_type t JOIN "
                "pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = $1::text AND "
                "t.typtype <> 'c' AND t.typelem = 0",
                {params_[0]})
            .rows;
    for (auto& row : rows) result_.other_names.emplace(row[0].text, row[1].text);
  }

  void read_columns() {
    // PostgreSQL 18 knows NOT NULL constraints that have not been validated: such a column may hold
    // NULL.
    std::string unvalidated =
        result_.version_number >= 180000
            ? "EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'n' "
              "AND NOT k.convalidated AND k.conkey[1] = a.attnum)"
            : "false";
    auto rows =
        query(
            "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), "
            "a.attnotnull AND NOT " +
            unvalidated +
            ", CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END, "
            "a.attgenerated <> '', a.attidentity <> '', "
            "CASE WHEN a.attcollation <> 0 AND a.attcollation <> ty.typcollation THEN "
            "quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END, "
            "col_description(c.oid, a.attnum), " +
            grants("a.attacl", "NULL::oid") +
            ", "
            "a.attinhcount > 0, "
            "CASE WHEN ty.typtype = 'd' AND EXISTS (WITH RECURSIVE up(t) AS (SELECT ty.oid UNION "
            "SELECT b.typbasetype FROM pg_type b JOIN up ON b.oid = up.t WHERE b.typtype = 'd') "
            "SELECT 1 FROM up JOIN pg_type b ON b.oid = up.t WHERE b.typnotnull OR EXISTS (SELECT "
            "1 FROM pg_constraint k WHERE k.contypid = b.oid)) THEN " +
            std::string(type_below_domain) +
            " END, "
            "EXISTS (SELECT 1 FROM pg_depend s WHERE s.classid = 'pg_class'::regclass AND "
            "s.refobjid = c.oid AND s.refobjsubid = a.attnum AND s.deptype = 'a' AND EXISTS "
            "(SELECT 1 FROM pg_class q WHERE q.oid = s.objid AND q.relkind = 'S')), "
            "CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END, "
            "a.attgenerated = 'v' "
            "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type ty ON ty.oid = a.atttypid "
            "LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
            "LEFT JOIN pg_collation co ON co.oid = a.attcollation "
            "LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace "
            "WHERE a.attnum > 0 AND NOT a.attisdropped AND " +
            wanted() + " ORDER BY c.relname, a.attnum")
            .rows;
    for (auto& row : rows) {
      auto* t = table(row[0].text);
      if (!t) continue;
      Column c;
      c.name = row[1].text;
      c.type = row[2].text;
      c.nullable = row[3].as_int() == 0;
      if (!row[4].is_null()) {
        c.default_sql = row[4].text;
        c.default_constant = is_constant_default(row[4].text);
      }
      c.generated = row[5].as_int() != 0;
      c.identity = row[6].as_int() != 0;
      c.collation = row[7].text;
      c.comment = row[8].text;
      if (!row[9].is_null()) c.extra["acl"] = row[9].text;
      if (row[10].as_int()) c.extra["inherited"] = "1";
      if (!row[11].is_null()) c.extra["base_type"] = row[11].text;
      if (row[12].as_int()) c.extra["has_sequence"] = "1";
      if (!row[13].is_null()) c.extra["generated_as"] = row[13].text;
      if (row[14].as_int()) c.extra["generated_virtual"] = "1";
      t->columns.push_back(std::move(c));
    }
  }

  void read_constraints() {
    auto rows =
        query(
            "SELECT k.contype::text, k.conname, c.relname, n.nspname = $1::text AND ($2::text[] IS "
            "NULL OR c.relname = ANY ($2::text[])), CASE WHEN rn.nspname = $1::text THEN "
            "rc.relname::text ELSE quote_ident(rn.nspname) || '.' || quote_ident(rc.relname) END, "
            "CASE WHEN n.nspname = $1::text THEN c.relname::text ELSE quote_ident(n.nspname) || "
            "'.' || quote_ident(c.relname) END, "
            "k.convalidated, pg_get_constraintdef(k.oid), "
            "CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END, "
            "(SELECT string_agg(a.attname::text, chr(31) ORDER BY u.position) FROM "
            "unnest(k.conkey) WITH ORDINALITY AS u(number, position) JOIN pg_attribute a ON "
            "a.attrelid = k.conrelid AND a.attnum = u.number), "
            "(SELECT string_agg(a.attname::text, chr(31) ORDER BY u.position) FROM "
            "unnest(k.confkey) WITH ORDINALITY AS u(number, position) JOIN pg_attribute a ON "
            "a.attrelid = k.confrelid AND a.attnum = u.number), "
            "k.confdeltype::text, k.confupdtype::text, rn.nspname = $1::text, rc.relname, "
            "coalesce(rc.relkind = 'p', false), c.relkind = 'p' "
            "FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "LEFT JOIN pg_class rc ON rc.oid = k.confrelid "
            "LEFT JOIN pg_namespace rn ON rn.oid = rc.relnamespace "
            // To each partition of the table that a key refers to the server keeps one more: its
            // own way of keeping the one that was made.
            "WHERE NOT EXISTS (SELECT 1 FROM pg_constraint made WHERE made.oid = k.conparentid AND "
            "made.conrelid = k.conrelid) AND "
            "k.contype IN ('c', 'f') AND (n.nspname = $1::text AND ($2::text[] IS NULL OR "
            "c.relname = ANY ($2::text[])) OR rn.nspname = $1::text AND ($2::text[] IS NULL OR "
            "rc.relname = ANY ($2::text[]))) ORDER BY c.relname, k.conname")
            .rows;
    for (auto& row : rows) {
      auto* own = row[3].as_int() ? table(row[2].text) : nullptr;
      if (row[0].text == "c") {
        if (own && !is_own_object(row[1].text))
          own->checks.push_back({row[1].text, row[8].text, row[6].as_int() != 0, row[7].text,
                                 split(row[9].text, '\x1f')});
        continue;
      }
      ForeignKey key;
      key.name = row[1].text;
      key.table = row[5].text;
      key.columns = split(row[9].text, '\x1f');
      key.ref_table = row[4].text;
      key.ref_columns = split(row[10].text, '\x1f');
      key.on_delete = action(row[11].text);
      key.on_update = action(row[12].text);
      key.definition = row[7].text;
      key.ref_partitioned = row[15].as_int() != 0;
      key.partitioned = row[16].as_int() != 0;
      if (row[13].as_int())
        if (auto* parent = table(row[14].text)) parent->referenced_by.push_back(key);
      if (own) own->foreign_keys.push_back(std::move(key));
    }
  }

  static std::string action(const std::string& letter) {
    if (letter == "r") return "RESTRICT";
    if (letter == "c") return "CASCADE";
    if (letter == "n") return "SET NULL";
    if (letter == "d") return "SET DEFAULT";
    return "NO ACTION";
  }

  void read_triggers() {
    auto rows = query(
                    "SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid), t.tgenabled::text FROM "
                    "pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON "
                    "n.oid = c.relnamespace WHERE NOT t.tgisinternal AND " +
                    wanted() + " ORDER BY c.relname, t.tgname")
                    .rows;
    for (auto& row : rows)
      if (auto* t = table(row[0].text); t && !is_own_object(row[1].text))
        t->triggers.push_back(
            {row[1].text, row[2].text + (row[3].text == "D" ? " /* disabled */" : "")});
  }

  void read_views() {
    auto rows =
        query(
            "SELECT DISTINCT c.relname, CASE WHEN vn.nspname = $1::text THEN v.relname::text ELSE "
            "quote_ident(vn.nspname) || '.' || quote_ident(v.relname) END, a.attname FROM "
            "pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = "
            "r.ev_class AND v.relkind IN ('v', 'm') JOIN pg_namespace vn ON vn.oid = "
            "v.relnamespace JOIN pg_class c ON c.oid = d.refobjid JOIN pg_namespace n ON n.oid = "
            "c.relnamespace LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = "
            "d.refobjsubid AND d.refobjsubid > 0 WHERE d.classid = 'pg_rewrite'::regclass AND "
            "d.refclassid = 'pg_class'::regclass AND " +
            wanted() + " ORDER BY 1, 2, 3")
            .rows;
    for (auto& row : rows) {
      auto* t = table(row[0].text);
      if (!t) continue;
      if (t->views.empty() || t->views.back() != row[1].text) t->views.push_back(row[1].text);
      if (auto* c = row[2].is_null() ? nullptr : t->column(row[2].text)) {
        auto& views = c->extra["views"];
        views += (views.empty() ? "" : ", ") + row[1].text;
      }
    }
    if (!rows.empty()) read_views_over(connection_, params_, wanted(), result_);
  }

  void read_replication() {
    auto rows =
        query(
            "SELECT c.relname, t.publications, EXISTS (SELECT 1 FROM pg_subscription_rel s WHERE "
            "s.srrelid = c.oid), (SELECT string_agg(p.pubname::text, ', ' ORDER BY p.pubname) FROM "
            "pg_publication p WHERE p.puballtables), CASE WHEN c.relkind = 'r' THEN "
            "t.of_updates END FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT "
            "JOIN (SELECT x.schemaname, x.tablename, string_agg(p.pubname::text, ', ' ORDER BY "
            "p.pubname) AS publications, string_agg(p.pubname::text, ', ' ORDER BY p.pubname) "
            "FILTER (WHERE p.pubupdate) AS of_updates FROM pg_publication_tables x JOIN "
            "pg_publication p ON p.pubname = x.pubname GROUP BY 1, 2) t ON t.schemaname = "
            "n.nspname AND t.tablename = c.relname WHERE " +
            wanted())
            .rows;
    for (auto& row : rows) {
      auto* t = table(row[0].text);
      if (!t) continue;
      if (!row[1].is_null()) t->extra["publications"] = row[1].text;
      if (row[2].as_int()) t->extra["subscribed"] = "1";
      if (!row[3].is_null()) t->extra["publications_of_all"] = row[3].text;
      if (!row[4].is_null()) t->extra["publications_of_updates"] = row[4].text;
    }
  }

  db::Connection& connection_;
  std::vector<Value> params_;
  Schema result_;
};

}  // namespace

Schema inspect(db::Connection& connection, const std::string& schema,
               const std::set<std::string>* tables) {
  // The catalog's own functions fail on an object that has just gone: read again.
  for (int tries = 3;; --tries) {
    try {
      return Inspector(connection, schema, tables).run();
    } catch (const db::DbError& error) {
      bool gone = error.native_code() == "XX000" || error.native_code() == "42P01";
      if (!gone || tries == 1 || connection.in_transaction()) throw;
    }
  }
}

bool is_own_object(const std::string& name) {
  return name.starts_with("migrate_") || name.starts_with("zz_migrate_");
}

}  // namespace migrate::postgres
