// What is attached to the new table behind the exchange: a rollback would undo what is changed of
// it.
#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "plan/names.hpp"

namespace migrate::postgres {

namespace {

struct Noted {
  std::string now, then;  // a function, a table, as SQL
};

Noted noted(const Rebuild& r) {
  auto named = [&](const char* what) {
    return qualified("migrate", object_name({what, r.p.migration.id, r.was.name}, 60));
  };
  return {named("attached_now"), named("attached")};
}

}  // namespace

std::vector<std::string> forget_attached(const Rebuild& r) {
  if (r.attached.now.empty()) return {};
  auto names = noted(r);
  return {"DROP TABLE IF EXISTS " + names.then,
          fmt::format("DROP FUNCTION IF EXISTS {}()", names.now)};
}

// Behind all that this does to the new table. The server shows names with their schema or without
// it, as the search path of whoever asks has it: of a function that is its own.
void note_attached(const Rebuild& r) {
  if (r.attached.now.empty()) return;
  auto names = noted(r);
  auto& step =
      add(r, Phase::backfill, StepKind::ddl, fmt::format("note what is attached to {}", r.was.name),
          "a rollback would undo what anybody changes of it from here on, so it asks");
  step.sql = {
      fmt::format("CREATE FUNCTION {}() RETURNS TABLE (part text, digest text) LANGUAGE sql STABLE "
                  "SET search_path = pg_catalog, pg_temp AS {}",
                  names.now, dollar_quote("\n" + r.attached.now + "\n")),
      fmt::format("CREATE TABLE {} AS SELECT part, digest FROM {}()", names.then, names.now)};
  step.undo = forget_attached(r);
  step.transactional = true;
  step.lock = {"none", "", "catalogs are read", "reads and writes go on"};
  step.loss = fmt::format(
      "SELECT count(*) AS changed, string_agg(part, ', ' ORDER BY part) AS parts FROM {} AS was "
      "JOIN {}() AS made USING (part) WHERE was.digest <> made.digest",
      names.then, names.now);
  step.loss_what =
      fmt::format("kinds of things that were changed at table {} since the exchange", r.was.name);
}

}  // namespace migrate::postgres
