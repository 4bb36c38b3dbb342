// Nobody's change is lost: what the second column gets is copied when it is made, and the exchange
// looks once more whether the first one still has that, and nothing more.
#include <fmt/format.h>

#include "dialects/postgres/catalog/bare_search_path.hpp"
#include "dialects/postgres/catalog/dependents.hpp"
#include "dialects/postgres/catalog/sequence_words.hpp"
#include "dialects/postgres/operations/raise_where.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

// Else the exchange of another column may word a policy anew that reads both.
bool alone_on_table(const Replacement& r) {
  for (auto& other : r.p.migration.operations)
    if (&other != r.p.operation)
      for (auto& touch : touches(other))
        if (touch.table == r.table.name) return false;
  return true;
}

// SQL over pg_attribute AS a: parts, each a name and what it is in words. What the exchange makes
// anew in the words of the plan is among them, but for statistics objects: these are no rule; and
// for what reads other columns too, which another migration's exchange may word anew.
Statements parts(const Replacement& r) {
  auto part = [](const std::string& name, const std::string& words) {
    return fmt::format("('{}', concat_ws(chr(30), {}))", name, words);
  };
  Statements all = {
      part("privileges",
           "(SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, "
           "g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM "
           "aclexplode(a.attacl) AS g)"),
      part("default",
           "(SELECT pg_get_expr(e.adbin, e.adrelid) FROM pg_attrdef AS e WHERE e.adrelid = "
           "a.attrelid AND e.adnum = a.attnum)"),
      part("NOT NULL", "a.attnotnull"), part("comment", "col_description(a.attrelid, a.attnum)"),
      // 14 and later have the last one.
      part("settings",
           "nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> "
           "'attcompression'")};
  if (r.first.identity)
    all.push_back(part(
        "sequence",
        std::string("(SELECT concat_ws(chr(30), ") + sequence_words +
            ") FROM pg_depend AS d JOIN pg_class AS q ON q.oid = d.objid JOIN pg_sequence AS s ON "
            "s.seqrelid = q.oid WHERE d.classid = 'pg_class'::regclass AND d.refclassid = "
            "'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND "
            "d.deptype = 'i')"));
  if (r.first.extra.count("carried") && alone_on_table(r))
    all.push_back(part(
        "policies or triggers",
        "(SELECT string_agg(w.words, chr(31) ORDER BY w.words) FROM (SELECT DISTINCT CASE "
        "d.classid WHEN 'pg_policy'::regclass THEN (SELECT concat_ws(chr(30), p.polname, "
        "pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) FROM "
        "pg_policy AS p WHERE p.oid = d.objid) WHEN 'pg_trigger'::regclass THEN (SELECT "
        "concat_ws(chr(30), pg_get_triggerdef(g.oid), g.tgenabled) FROM pg_trigger AS g WHERE "
        "g.oid = d.objid AND g.tgname !~ '^(zz_)?migrate_') END AS words FROM pg_depend AS d WHERE "
        "d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = "
        "a.attnum AND NOT EXISTS (SELECT 1 FROM pg_depend AS o WHERE o.classid = d.classid AND "
        "o.objid = d.objid AND o.refclassid = d.refclassid AND o.refobjid = a.attrelid AND "
        "o.refobjsubid NOT IN (0, a.attnum))) AS w)"));
  return all;
}

}  // namespace

Statements first_unchanged(const Replacement& r) {
  auto& p = r.p;
  if (!p.live) return {};
  auto digests =
      "SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM "
      "pg_attribute AS a CROSS JOIN LATERAL (VALUES " +
      join(parts(r), ",\n    ") + ") AS v (part, words) WHERE a.attrelid = to_regclass(";
  Statements planned;
  {
    BareSearchPath bare(*p.live);
    for (auto& row : p.live
                         ->query(digests + "$1::text) AND a.attname = $2::text",
                                 {db::Value::of(r.q), db::Value::of(r.first.name)})
                         .rows)
      planned.push_back(fmt::format("({}, '{}')", quote_literal(row[0].text), row[1].text));
  }
  // It is made by a migration before this one, and is planned again when that is done.
  if (planned.empty()) return {};
  return {raise_where(
      fmt::format("SELECT string_agg(p.part, ', ' ORDER BY p.part) FROM (VALUES {}) AS p (part, "
                  "digest) JOIN ({}{}) AND a.attname = {}) AS n ON n.part = p.part AND n.digest <> "
                  "p.digest",
                  join(planned, ", "), digests, quote_literal(r.q), quote_literal(r.first.name)),
      fmt::format("changed at column {}.{} since it was planned how to carry it over (make it what "
                  "it was, or roll this migration back): ",
                  r.table.name, r.first.name))};
}

void look_gently(Statements& gently, const Replacement& r, const Statements& looks) {
  if (gently.empty())
    gently.push_back(fmt::format("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE", r.q));
  for (auto& look : looks) gently.back() += ";\n" + look;
}

}  // namespace migrate::postgres
