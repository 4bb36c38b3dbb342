// The last write of old code is the value of a sequence: it is set without a lock that anybody
// waits for, and outlives the transaction that set it, whatever becomes of that. A setting of the
// session holds when it was set last, so that it is set once in an interval and session. Both may
// be lost without harm: then it is set once more.
#include "dialects/postgres/triggers/noting.hpp"

#include <fmt/format.h>

#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/noting.hpp"
#include "plan/quarantine.hpp"
#include "util/digest.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr std::size_t name_limit = 63;

struct Names {
  std::string sequence, function, trigger, setting;
};

Names names_for(const Planning& p, const OldSide& side) {
  // Of our triggers it fires first, since the others change what it looks at: "by_old" comes before
  // "follow", "map", "rename", "value".
  auto name = noting_name(p.migration, side, "by_old", name_limit - 10);
  return {"migrate." + quote_name(name), "migrate." + quote_name(name) + "()", "zz_" + name,
          "migrate.by_old_" + sha256_hex(name).substr(0, 12)};
}

// Differs from what the column holds when it is left out.
std::string given(const Column& column) {
  auto now = "NEW." + quote_name(column.name);
  auto by_default = constant_default_of(column);
  if (!by_default) return "NOT (" + now + " IS NOT DISTINCT FROM NULL)";
  auto& type = type_beside(column);
  return differs(column, now + (type == column.type ? "" : "::" + type),
                 fmt::format("CAST({} AS {})", parenthesised(*by_default), type));
}

std::string changed(const Column& column) {
  auto name = quote_name(column.name);
  return differs(column, "NEW." + name, "OLD." + name);
}

std::string interval_of(std::int64_t every_ms) {
  return fmt::format("floor(extract(epoch FROM clock_timestamp()) / {})::text", every_ms / 1000);
}

std::string body(const Names& names, std::int64_t every_ms, bool of_row) {
  return fmt::format(
      "\nBEGIN\n"
      "  PERFORM set_config({}, {}, false);\n"
      "  BEGIN\n"
      "    PERFORM setval({}, (extract(epoch FROM clock_timestamp()) * 1000)::bigint);\n"
      "  EXCEPTION WHEN others THEN\n"
      "    NULL;\n"
      "  END;\n"
      "  RETURN {};\n"
      "END\n",
      quote_literal(names.setting), interval_of(every_ms), quote_literal(names.sequence),
      of_row ? "NEW" : "NULL");
}

// By the function, since the table may have another name by then. What DROP FUNCTION … CASCADE
// meets first is up to the catalog, with the partitions' triggers among it: so the table is taken
// before its partitions, as everybody does, and whoever uses one of these by its own name is waited
// for in short.
std::string drop_from_partitions(const Names& names) {
  auto lock = [](const char* only) {
    return fmt::format(
        "    EXECUTE format('LOCK TABLE {}%s IN ACCESS EXCLUSIVE MODE', one.place);\n", only);
  };
  return "DO " + dollar_quote(fmt::format(
                     "\nDECLARE\n  one record;\nBEGIN\n"
                     "  FOR one IN SELECT t.tgname, t.tgrelid::regclass AS place FROM "
                     "pg_catalog.pg_trigger AS t WHERE t.tgfoid = to_regprocedure({}) AND "
                     "t.tgparentid = 0 ORDER BY t.oid LOOP\n"
                     "{}    SET LOCAL lock_timeout = '{}ms';\n{}"
                     "    EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.place);\n"
                     "  END LOOP;\nEND\n",
                     quote_literal(names.function), lock("ONLY "), second_lock_wait, lock("")));
}

std::vector<std::string> end_of(const Names& names, const Table& table) {
  auto sequence = fmt::format("DROP SEQUENCE IF EXISTS {}", names.sequence);
  if (is_partitioned(table))
    return {drop_from_partitions(names), fmt::format("DROP FUNCTION IF EXISTS {}", names.function),
            sequence};
  return {fmt::format("DROP FUNCTION IF EXISTS {} CASCADE", names.function), sequence};
}

// What has to be noted, of one kind of write.
std::string trigger(const Planning& p, const OldSide& side, const Names& names,
                    const std::string& suffix, const std::string& events, const std::string& when) {
  return fmt::format("CREATE TRIGGER {} {} ON {} FOR EACH {}\n  WHEN ({})\n  EXECUTE FUNCTION {}",
                     quote_name(names.trigger + suffix), events, p.q(side.table),
                     side.column.empty() ? "STATEMENT" : "ROW", when, names.function);
}

std::vector<std::string> triggers(const Planning& p, const OldSide& side, const Table& table,
                                  const Names& names, std::int64_t every_ms) {
  // `IS DISTINCT FROM` has no value to fail on, whatever somebody has set.
  auto due = fmt::format("current_setting({}, true) IS DISTINCT FROM {}",
                         quote_literal(names.setting), interval_of(every_ms));
  if (side.column.empty())
    return {trigger(p, side, names, "", "BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE", due)};
  auto& column = *table.column(side.column);
  std::string update = changed(column), insert = given(column);
  for (auto& name : side.news) {
    auto* other = table.column(name);
    update += " AND NOT (" + changed(*other) + ")";
    insert += " AND (NEW." + quote_name(name) + " IS NOT DISTINCT FROM NULL OR NOT (" +
              given(*other) + "))";
  }
  std::vector<std::string> all = {trigger(p, side, names, "_u",
                                          "BEFORE UPDATE OF " + quote_name(column.name),
                                          update + "\n    AND " + due)};
  auto by_default = default_of(column);
  if (tells_given(column) && (!by_default || is_constant_default(*by_default)))
    all.push_back(trigger(p, side, names, "_i", "BEFORE INSERT", insert + "\n    AND " + due));
  return all;
}

}  // namespace

void note_writes(Planning& p) {
  const auto every = noting_interval(p.migration.contract);
  for (auto& side : old_sides(p.migration, p.plan, p.schema)) {
    auto* table = p.schema.table(side.table);
    auto names = names_for(p, side);
    auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                          fmt::format("note when old code writes {}", side.name()));
    step.table = side.table;
    step.sql = {
        fmt::format("CREATE SEQUENCE IF NOT EXISTS {}", names.sequence),
        fmt::format("CREATE OR REPLACE FUNCTION {} RETURNS trigger LANGUAGE plpgsql\n"
                    "  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS {}",
                    names.function, dollar_quote(body(names, every, !side.column.empty())))};
    for (auto& sql : triggers(p, side, *table, names, every)) step.sql.push_back(sql);
    const auto end = end_of(names, *table);
    step.undo = end;
    step.transactional = true;
    step.strategy = Strategy::in_place;
    step.lock = Lock::share_row_exclusive(whole(*table));
    step.undo_lock = Lock::access_exclusive(whole(*table), "triggers go");
    step.why = "the gate asks when old code wrote last; no write waits for another";
    step.noting = {
        side.name(),
        fmt::format("SELECT CASE WHEN is_called THEN last_value END, NULL FROM {}", names.sequence),
        "", every};
    auto& stop = add_end_of_noting(p.plan, side, false);
    stop.sql = end;
    stop.transactional = true;
    stop.strategy = Strategy::instant;
    // A table is hidden by then.
    const bool hidden = side.column.empty() && p.migration.hides_first();
    stop.lock = Lock::access_exclusive(
        hidden ? LockedObject{hidden_name({side.table}, name_limit)} : whole(*table),
        "triggers go");
  }
}

}  // namespace migrate::postgres
