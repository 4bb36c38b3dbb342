// What a table must be for a shadow, and the server have, before anything is planned.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/server/rights.hpp"
#include "dialects/mysql/shadow/rebuild.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"
#include "util/units.hpp"

namespace migrate::mysql {

bool hides_errors(const Planning& p, const ForeignKey& key) {
  return p.flavour.cascades_hide_errors && (acts(key) || key.on_update != "NO ACTION");
}

namespace {

void require_alone(Planning& p, const Table& table) {
  if (!p.trial)
    unsupported(p.at(), fmt::format("{}: there is no server to try its new shape on", table.name));
  for (auto& step : p.plan.steps)
    if (step.table == table.name)
      unsupported(p.at(),
                  fmt::format("another operation of this migration works on table \"{}\", which "
                              "this one rebuilds through a shadow",
                              table.name),
                  "write one alter_table for both, or a migration of its own");
}

// A cascade reaches the shadow too, where this tool writes: the more deadlocks for it.
void refuse_hidden_errors(Planning& p, const ShadowChange& change, const Table& table) {
  for (auto& key : table.foreign_keys)
    if (hides_errors(p, key))
      refuse("MIG-PLAN-UNSUPPORTED",
             fmt::format("{}: foreign key {} changes the table by a cascade, and its copy too: "
                         "where that meets a deadlock or a lock timeout, {} rolls it back and "
                         "tells the application that it succeeded",
                         change.what, key.name, p.flavour.product),
             "start the server with innodb_native_foreign_keys = ON, which answers with the "
             "error; or drop that foreign key for the time of the migration",
             p.at().text());
}

}  // namespace

void refuse_what_cannot_be_rebuilt(Planning& p, const ShadowChange& change, const Table& table) {
  require_alone(p, table);
  refuse_hidden_errors(p, change, table);
}

void refuse_what_names_it(Planning& p, const ShadowChange& change, const Table& table,
                          const Trial::Shape& shape) {
  auto no = [&](const std::string& why, const std::string& instead) {
    unsupported(p.at(), fmt::format("{}: {}", change.what, why), instead);
  };
  for (auto& [trigger, words] : shape.refused_triggers)
    no(fmt::format("the trigger \"{}\" cannot stand on the new shape: {}", trigger, words),
       "change that trigger first");
  for (auto& column : table.columns) {
    bool stays = std::any_of(shape.table.columns.begin(), shape.table.columns.end(),
                             [&](auto& made) { return lower(made.name) == lower(column.name); });
    if (stays && lower(new_name(change.renamed, column.name)) == lower(column.name)) continue;
    require_told_views(p, table, change.what);
    for (auto& view : views_of(p, table, column.name))
      no(fmt::format("the view \"{}\" reads {}, which the new shape has not under this name", view,
                     column.name),
         "change that view first");
    // What a trigger reads of its own table the server looks up when it runs; and where another
    // column takes the name, it would take that one for this.
    for (auto& trigger : table.triggers) {
      auto& body = trigger.extra.at("statement");
      if (mentions(body, column.name) && (stays || mentions(body, table.name)))
        no(fmt::format("the trigger \"{}\" names {}, which the new shape has not under this name",
                       trigger.name, column.name),
           "change that trigger first");
    }
  }
}

namespace {

// MySQL numbers the shadow's CHECKs by the name that their table has, so by the table's own in the
// end (t_chk_1).
void refuse_names_that_get_too_long(Planning& p, const ShadowChange& change, const Table& table,
                                    const Table& made) {
  if (p.flavour.checks_belong_to_tables || made.checks.empty()) return;
  auto longest = fmt::format("{}_chk_{}", table.name, made.checks.size());
  if (fits_as_name(longest)) return;
  unsupported(p.at(),
              fmt::format("{}: {} names the CHECKs of the shadow itself, and \"{}\" is longer than "
                          "a name may be",
                          change.what, p.flavour.product, longest),
              "drop the CHECKs before, and make them again afterwards");
}

// Where the numbers of the documents are a column of the table's own InnoDB takes none that is
// lower than one before (error 182): a row that is written anew, in either table, has such a one.
void refuse_numbered_documents(Planning& p, const ShadowChange& change, const Table& shape,
                               const std::string& instead) {
  auto* index = fulltext_index(shape);
  if (!index) return;
  for (auto& column : shape.columns)
    if (lower(column.name) == "fts_doc_id")
      unsupported(p.at(),
                  fmt::format("{}: the FULLTEXT index \"{}\" numbers rows by the table's own "
                              "column {}, and InnoDB does not let such a row be written anew",
                              change.what, index->name, column.name),
                  instead);
}

}  // namespace

void refuse_what_it_cannot_become(Planning& p, const ShadowChange& change, const Table& table,
                                  const Table& made) {
  refuse_names_that_get_too_long(p, change, table, made);
  refuse_numbered_documents(p, change, table,
                            "drop that index before, and build it again afterwards");
  refuse_numbered_documents(p, change, made, "build that index by `sql`: writes wait for it");
}

// Such a key would go with the old table, which contract could not drop then.
void refuse_unseen_keys(Planning& p, const Table& table) {
  auto unseen = p.trial->unseen_keys(p.schema.name, table);
  if (!unseen) {
    p.note(fmt::format(
        "whether foreign keys of other databases refer to {} cannot be seen from here (PROCESS), "
        "but "
        "for tables that this account has a privilege on: one that does would stay with the old "
        "table, and contract could not drop that",
        table.name));
    return;
  }
  // MariaDB shows the keys of a table to those who have a privilege on its database.
  const auto* of = p.flavour.kind == EngineKind::mariadb ? "the database of " : "";
  std::vector<std::string> lines;
  for (auto& name : *unseen)
    lines.push_back(
        fmt::format("SELECT, INSERT, CREATE, ALTER on {}{}: its foreign key to {} is moved", of,
                    name, table.name));
  if (!lines.empty()) refuse_rights(table, lines, p.at());
}

// For the log of the server there need not be room: it may be sent and purged meanwhile. On the
// same disk it takes what the shadow needs.
void look_at_the_disk(Planning& p, const Table& table) {
  auto need = p.trial->disk_need(table);
  if (!p.flavour.reserve.empty()) need.table += 32u << 20;  // two logs
  auto room = p.trial->disk_room();
  if (room) {
    auto all = need.table + (room->log_too ? need.log : 0);
    if (room->free >= all) return;
    refuse("MIG-PLAN-DISK",
           fmt::format("a copy of {} needs about {} of disk{}, and {} has {} left", table.name,
                       format_size(all),
                       room->log_too && need.log > 0
                           ? fmt::format(" ({} of it for the binary log)", format_size(need.log))
                           : "",
                       room->where, format_size(room->free)),
           "free or add space there, then run the same command again", p.at().text());
  }
  constexpr std::uint64_t small = 16u << 20;
  if (table.bytes <= small) return;
  p.note(fmt::format(
      "the shadow of {} needs about {} of the server's disk until contract{}: whether "
      "that is free cannot be seen from here",
      table.name, format_size(need.table),
      need.log > 0 ? fmt::format(", and its binary log another {}", format_size(need.log)) : ""));
}

}  // namespace migrate::mysql
