#include "tests/support/dump.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "tests/support/process.hpp"
#include "util/text.hpp"

namespace migrate::test {

namespace {

using Lines = std::vector<std::string>;

// "pg_dump (PostgreSQL) 15.18 (Debian …)" → 15; 0: there is none.
int major_of(const std::string& pg_dump) {
  auto outcome = run({{"/usr/bin/env", pg_dump, "--version"}, {}, {}});
  auto at = outcome.out.find(") ");
  return outcome.exit != 0 || at == std::string::npos ? 0 : std::atoi(&outcome.out[at + 2]);
}

// Empty: none that can read this server.
const std::string& pg_dump_for(db::Connection& connection) {
  static std::map<std::string, std::string> known;  // by the server's binaries
  auto row = connection
                 .query(
                     "SELECT current_setting('server_version_num')::integer / 10000, (SELECT "
                     "setting FROM pg_config WHERE name = 'BINDIR')")
                 .rows.at(0);
  auto [found, first] = known.try_emplace(row[1].text);
  if (!first) return found->second;
  for (auto& program : {row[1].text + "/pg_dump", std::string("pg_dump")})
    if (found->second.empty() && major_of(program) >= row[0].as_int()) found->second = program;
  return found->second;
}

bool is_noise(const std::string& line) {
  return line.empty() || line.starts_with("--") || line.starts_with("SET ") ||
         line.starts_with("SELECT pg_catalog.set_config") || line.starts_with("\\");
}

// The columns' order is not part of what is compared: a replaced column comes last.
std::string in_order(const Lines& statement) {
  if (!statement.front().starts_with("CREATE TABLE ")) return join(statement, "\n");
  Lines sorted;
  for (auto line : statement) {
    if (line.ends_with(",")) line.pop_back();
    sorted.push_back(line);
  }
  if (sorted.size() > 2) std::sort(sorted.begin() + 1, sorted.end() - 1);
  return join(sorted, "\n");
}

// $1: the schema. One line for each object, with everything that is set on it. Not what the server
// keeps of a foreign key for each partition that it refers to: VALIDATE leaves those as they are.
constexpr auto catalog = R"(
WITH tables AS (SELECT c.* FROM pg_class c WHERE c.relnamespace = $1::regnamespace)
SELECT line FROM (
  SELECT concat_ws(' ', 'relation', c.relname, c.relkind, c.relpersistence, 'owner',
    c.relowner::regrole, 'acl', (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM
      unnest(coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char",
      c.relowner))) x), 'options', c.reloptions, 'rls', c.relrowsecurity, c.relforcerowsecurity,
    'identity', c.relreplident, 'space', c.reltablespace, 'says',
    obj_description(c.oid, 'pg_class'), CASE WHEN c.relkind IN ('v', 'm') THEN
    pg_get_viewdef(c.oid) END) AS line FROM tables c WHERE c.relkind <> 't'
  UNION ALL
  SELECT concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    'collation', a.attcollation::regcollation, 'not null', a.attnotnull, 'identity',
    a.attidentity, 'generated', a.attgenerated, 'default', pg_get_expr(d.adbin, d.adrelid), 'acl',
    (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(a.attacl) x), 'target',
    nullif(a.attstattarget, -1), 'storage', a.attstorage, to_jsonb(a) ->> 'attcompression',
    'options', a.attoptions, 'says', col_description(c.oid, a.attnum))
    FROM pg_attribute a JOIN tables c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'm')
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT concat_ws(' ', 'index', pg_get_indexdef(c.oid), 'valid', i.indisvalid, 'clustered',
    i.indisclustered, 'identity', i.indisreplident, 'targets', (SELECT string_agg(
    nullif(a.attstattarget, -1)::text, ',' ORDER BY a.attnum) FROM pg_attribute a WHERE
    a.attrelid = c.oid), 'columns', (SELECT string_agg(a.attname, ',' ORDER BY a.attnum) FROM
    pg_attribute a WHERE a.attrelid = c.oid))
    FROM pg_index i JOIN tables c ON c.oid = i.indexrelid WHERE c.relkind <> 't'
  UNION ALL
  SELECT concat_ws(' ', 'constraint', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid),
    'validated', k.convalidated, 'says', obj_description(k.oid, 'pg_constraint'))
    FROM pg_constraint k JOIN tables c ON c.oid = k.conrelid WHERE NOT EXISTS (SELECT 1 FROM
    pg_constraint up WHERE up.oid = k.conparentid AND up.conrelid = k.conrelid)
  UNION ALL
  SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), t.tgenabled, 'says',
    obj_description(t.oid, 'pg_trigger')) FROM pg_trigger t JOIN tables c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal
  UNION ALL
  SELECT concat_ws(' ', 'policy', p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive,
    p.polroles, 'using', pg_get_expr(p.polqual, p.polrelid), 'check',
    pg_get_expr(p.polwithcheck, p.polrelid), 'says', obj_description(p.oid, 'pg_policy'))
    FROM pg_policy p JOIN tables c ON c.oid = p.polrelid
  UNION ALL
  SELECT concat_ws(' ', 'rule', pg_get_ruledef(r.oid)) FROM pg_rewrite r JOIN tables c ON c.oid =
    r.ev_class WHERE r.rulename <> '_RETURN'
  UNION ALL
  SELECT concat_ws(' ', 'sequence', c.relname, s.seqtypid::regtype, s.seqstart, s.seqincrement,
    s.seqmin, s.seqmax, s.seqcache, s.seqcycle, 'of', (SELECT string_agg(concat_ws(' ', d.deptype,
    d.refobjid::regclass, a.attname), ', ') FROM pg_depend d JOIN pg_attribute a ON a.attrelid =
    d.refobjid AND a.attnum = d.refobjsubid WHERE d.classid = 'pg_class'::regclass AND d.objid =
    c.oid)) FROM pg_sequence s JOIN tables c ON c.oid = s.seqrelid
  UNION ALL
  SELECT concat_ws(' ', 'statistics', pg_get_statisticsobjdef(s.oid), 'target',
    nullif(s.stxstattarget, -1), 'owner', s.stxowner::regrole, 'says',
    obj_description(s.oid, 'pg_statistic_ext'))
    FROM pg_statistic_ext s WHERE s.stxnamespace = $1::regnamespace
  UNION ALL
  SELECT concat_ws(' ', 'publication', p.pubname, to_jsonb(p) - 'oid' - 'pubname', c.relname,
    (SELECT string_agg(a.attname, ', ' ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid =
    c.oid AND a.attnum::text = ANY (string_to_array(to_jsonb(r) ->> 'prattrs', ' '))),
    regexp_replace(to_jsonb(r) ->> 'prqual', ':location -?[0-9]+', '', 'g'))
    FROM pg_publication p LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid
    LEFT JOIN tables c ON c.oid = r.prrelid) AS lines
ORDER BY line COLLATE "C")";

}  // namespace

std::string pg_dump_of(const Database& database) {
  return pg_dump_of(*database.looking().connection, database.url());
}

std::string pg_dump_of(db::Connection& connection, const std::string& url) {
  auto& program = pg_dump_for(connection);
  if (program.empty()) return {};
  auto outcome = run({{"/usr/bin/env", program, "-s", "-N", "migrate", url}, {}, {}});
  if (outcome.exit != 0) throw std::runtime_error("pg_dump: " + outcome.text());
  Lines statements, statement;
  for (auto& line : split(outcome.out, '\n')) {
    if (statement.empty() && is_noise(line)) continue;
    statement.push_back(line);
    if (!line.ends_with(";")) continue;
    statements.push_back(in_order(statement));
    statement.clear();
  }
  std::sort(statements.begin(), statements.end());
  return join(statements, "\n") + "\n";
}

std::vector<std::string> catalog_lines(db::Connection& connection, const db::Value& schema) {
  Lines lines;
  for (auto& row : connection.query(catalog, {schema}).rows) lines.push_back(row[0].text);
  return lines;
}

std::string catalog_of(const Database& database) {
  auto& opened = database.looking();
  auto schema = opened.connection->query("SELECT current_schema()").rows.at(0).at(0);
  return join(catalog_lines(*opened.connection, schema), "\n") + "\n";
}

}  // namespace migrate::test
