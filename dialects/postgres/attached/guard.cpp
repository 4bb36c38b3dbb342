// Nobody's change is lost: the exchange looks once more, under its lock, whether what is attached
// is what was read, and whether the table that goes has nothing left on it.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/catalog/dependents_of_table.hpp"
#include "dialects/postgres/catalog/sequence_words.hpp"
#include "dialects/postgres/operations/raise_where.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto privileges = "owner and privileges", functions = "functions that read it",
               sequences = "sequences of identity columns";

// SQL, with pg_catalog alone in the search path: part, a digest of what it is. All over the table
// `c`. `under_lock`: only what no lock of the table keeps as it is. `numbered`: it has an identity;
// one that it gets is another column.
std::string parts(bool under_lock, bool numbered) {
  auto all = [](const std::string& words, const std::string& from, const std::string& order) {
    return "(SELECT string_agg(concat_ws(chr(30), " + words + "), chr(31) ORDER BY " + order +
           ") FROM " + from + ")";
  };
  auto say = [](const std::string& oid, const std::string& catalog) {
    return "obj_description(" + oid + ", '" + catalog + "')";
  };
  // Its attributes as JSON: which it has depends on the version of the server, and the plan is the
  // same on all of them.
  std::string published =
      all("to_jsonb(m)",
          "pg_publication_tables AS m JOIN pg_namespace AS o ON o.nspname = "
          "m.schemaname WHERE o.oid = c.relnamespace AND m.tablename = c.relname",
          "m.pubname");
  // Those with a body that was parsed, and those whose parameters have a default that names it.
  std::string bodies =
      all("f.oid::regprocedure, pg_get_functiondef(f.oid)",
          "pg_proc AS f WHERE EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = "
          "'pg_proc'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_class'::regclass AND "
          "d.refobjid = c.oid)",
          "f.oid::regprocedure::text");
  std::string columns =
      "pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT "
      "a.attisdropped";
  auto policies = [&](const char* whose) {
    return all(
        "p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[], "
        "pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), " +
            say("p.oid", "pg_policy"),
        std::string("pg_policy AS p WHERE ") + whose, "p.polrelid::regclass::text, p.polname");
  };
  auto rules = [&](const char* whose) {
    return all(
        "pg_get_ruledef(w.oid), w.ev_enabled, " + say("w.oid", "pg_rewrite"),
        std::string("pg_rewrite AS w JOIN pg_class AS x ON x.oid = w.ev_class WHERE ") + whose,
        "w.ev_class::regclass::text, w.rulename");
  };
  std::string depends =
      " AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = "
      "'pg_class'::regclass AND d.refobjid = c.oid AND ";
  std::vector<std::pair<std::string, std::string>> words = {
      {privileges,
       "c.relowner::regrole, c.relacl, " + all("a.attname, a.attacl", columns, "a.attnum")},
      {"columns",
       all("a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, "
           "a.attgenerated, a.attcollation::regcollation, (SELECT pg_get_expr(e.adbin, e.adrelid) "
           "FROM "
           "pg_attrdef AS e WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum)",
           columns, "a.attnum")},
      {"settings",
       "c.reloptions, (SELECT x.reloptions FROM pg_class AS x WHERE x.oid = c.reltoastrelid), "
       "c.reltablespace, c.relpersistence, c.relreplident, c.relrowsecurity, "
       "c.relforcerowsecurity, " +
           all("a.attname, a.attstattarget, a.attoptions, a.attstorage", columns, "a.attnum")},
      {"comments", "obj_description(c.oid, 'pg_class'), " +
                       all("a.attname, col_description(c.oid, a.attnum)", columns, "a.attnum")},
      {"constraints",
       all("k.conname, pg_get_constraintdef(k.oid), " + say("k.oid", "pg_constraint"),
           "pg_constraint AS k WHERE k.conrelid = c.oid AND " + not_our_own("k.conname"),
           "k.conname")},
      {"foreign keys to it",
       all("k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid), " +
               say("k.oid", "pg_constraint"),
           "pg_constraint AS k WHERE k.confrelid = c.oid AND k.conparentid = 0",
           "k.conrelid::regclass::text, k.conname")},
      {"indexes", all("pg_get_indexdef(x.oid), x.relname, i.indisvalid, i.indisclustered, "
                      "i.indisreplident, " +
                          say("x.oid", "pg_class"),
                      "pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid WHERE i.indrelid "
                      "= c.oid AND " +
                          not_our_own("x.relname"),
                      "x.relname")},
      {"statistics", all("pg_get_statisticsobjdef(s.oid), s.stxowner::regrole, s.stxstattarget, " +
                             say("s.oid", "pg_statistic_ext"),
                         "pg_statistic_ext AS s WHERE s.stxrelid = c.oid", "s.stxname")},
      {"triggers", all("pg_get_triggerdef(g.oid), g.tgenabled, " + say("g.oid", "pg_trigger"),
                       "pg_trigger AS g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND " +
                           not_our_own("g.tgname"),
                       "g.tgname")},
      {"policies", policies("p.polrelid = c.oid")},
      {"rules", rules("w.ev_class = c.oid")},
      {"publications", published},
      {"inheritance", all("i.inhrelid::regclass, i.inhparent::regclass, i.inhseqno",
                          "pg_inherits AS i WHERE c.oid IN (i.inhrelid, i.inhparent)",
                          "i.inhrelid::regclass::text, i.inhseqno")},
      {functions, bodies},
      {"policies or rules that read it",
       policies(("p.polrelid <> c.oid" + depends +
                 "d.classid = 'pg_policy'::regclass AND d.objid "
                 "= p.oid)")
                    .c_str()) +
           ", " +
           rules(("x.relkind IN ('r', 'p') AND x.oid <> c.oid" + depends +
                  "d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid)")
                     .c_str())}};
  if (numbered)
    words.emplace_back(
        sequences, all(std::string("q.relname, ") + sequence_words,
                       "pg_depend AS d JOIN pg_class AS q ON q.oid = d.objid JOIN pg_sequence AS s "
                       "ON s.seqrelid = q.oid WHERE d.classid = 'pg_class'::regclass AND "
                       "d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.deptype = "
                       "'i'",
                       "q.relname"));
  std::vector<std::string> values;
  for (auto& [part, is] : words)
    if (!under_lock || part == privileges || part == functions || part == sequences)
      values.push_back(fmt::format("('{}', concat_ws(chr(29), {}))", part, is));
  return "SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM "
         "pg_class AS c CROSS JOIN LATERAL (VALUES " +
         join(values, ",\n    ") + ") AS v (part, words)";
}

}  // namespace

std::string attached_unchanged(AttachedReading& r, bool under_lock) {
  auto sql = parts(under_lock, !r.to.identities.empty());
  std::vector<std::string> planned;
  for (auto& row : r.rows(sql + " WHERE c.oid = $1::oid"))
    planned.push_back(fmt::format("({}, '{}')", quote_literal(row[0].text), row[1].text));
  return raise_where(
      fmt::format("SELECT string_agg(p.part, ', ') FROM (VALUES {}) AS p (part, digest) JOIN ({} "
                  "WHERE c.oid = to_regclass({})) AS n ON n.part = p.part AND n.digest <> p.digest",
                  join(planned, ", "), sql, quote_literal(r.t)),
      fmt::format("changed at table {} since it was planned how to carry it over (make it what it "
                  "was, or roll this migration back): ",
                  r.names.table));
}

std::string attached_now(const AttachedReading& r) {
  // Partitions come and go as they please.
  return fmt::format("{} WHERE c.oid = to_regclass({}){}", parts(false, !r.to.identities.empty()),
                     quote_literal(r.t),
                     r.change.partition_key.empty() ? "" : " AND v.part <> 'inheritance'");
}

std::string nothing_left_on(const AttachedReading& r, const std::string& table) {
  // Partitions belong to their table, and nothing else inherits from a partitioned one.
  return raise_where(
      fmt::format("SELECT string_agg(l.name, ', ') FROM ({}) AS l{}",
                  dependents_of_table(fmt::format("to_regclass({})", quote_literal(table))),
                  r.change.partition_key.empty() ? "" : " WHERE l.kind <> 'child'"),
      fmt::format("these would be left on the table that {} was: ", r.names.table));
}

}  // namespace migrate::postgres
