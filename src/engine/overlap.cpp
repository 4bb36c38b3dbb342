#include "engine/overlap.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

constexpr std::string_view created = "*created", dropped = "*dropped", index_prefix = "*index ",
                           reads_prefix = "*reads ";

bool begins(const std::string& text, std::string_view prefix) {
  return text.rfind(prefix, 0) == 0;
}

// The column meant by a change or a read, empty for anything else.
std::string column_of(const Touch& touch) {
  if (begins(touch.column, reads_prefix)) return touch.column.substr(reads_prefix.size());
  return begins(touch.column, "*") ? "" : touch.column;
}

// As a word, in any case: a name too many only keeps two migrations apart.
bool names(const std::string& lower_sql, const std::string& column) {
  auto wanted = lower(column);
  auto word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  for (std::size_t at = 0; (at = lower_sql.find(wanted, at)) != std::string::npos; ++at) {
    auto end = at + wanted.size();
    if ((at == 0 || !word(lower_sql[at - 1])) && (end == lower_sql.size() || !word(lower_sql[end])))
      return true;
  }
  return false;
}

struct Reading {
  Identifier table;
  const SqlText* sql = nullptr;
};

Reading reading(const Operation& operation) {
  if (auto* add = std::get_if<AddColumn>(&operation.body)) return {add->table, &add->up};
  if (auto* drop = std::get_if<DropColumn>(&operation.body)) return {drop->table, &drop->down};
  if (auto* index = std::get_if<CreateIndex>(&operation.body))
    return {index->table, &index->predicate};
  if (auto* fill = std::get_if<SqlBackfill>(&operation.body)) return {fill->table, &fill->sql};
  return {};
}

std::string overlap_of(const Touch& x, const Touch& y) {
  bool same_table = x.table == y.table;
  if (begins(x.column, index_prefix) && x.column == y.column &&
      (same_table || x.table.empty() || y.table.empty()))
    return std::string(x.column.substr(1));
  if (!same_table) return "";
  if (x.column == dropped || y.column == dropped) return "table " + x.table;
  if (x.column == created && y.column == created) return "table " + x.table;
  bool both_read = begins(x.column, reads_prefix) && begins(y.column, reads_prefix);
  auto column = column_of(x);
  return !both_read && !column.empty() && column == column_of(y) ? x.table + "." + column : "";
}

}  // namespace

std::string overlap(const std::vector<Touch>& a, const std::vector<Touch>& b) {
  for (auto& x : a)
    for (auto& y : b)
      if (auto what = overlap_of(x, y); !what.empty()) return what;
  return "";
}

bool in_flight(Stage stage) {
  switch (stage) {
    case Stage::expanding:
    case Stage::expanded:
    case Stage::backfilling:
    case Stage::backfilled:
    case Stage::contracting:
    case Stage::rolling_back:
      return true;
    default:
      return false;
  }
}

bool unsettled(const MigrationRecord& record) {
  return in_flight(record.stage) &&
         (record.stage != Stage::backfilled || record.contract_steps > 0);
}

const MigrationRecord* overlapping(const std::string& id, const std::vector<Touch>& touches,
                                   const std::vector<MigrationRecord>& records) {
  for (auto& other : records)
    if (other.id != id && unsettled(other) && !overlap(touches, other.touches).empty())
      return &other;
  return nullptr;
}

void refuse_overlap(const Migration& migration, const std::vector<Touch>& touches,
                    const std::vector<MigrationRecord>& records) {
  auto* other = overlapping(migration.id, touches, records);
  if (!other) return;
  refuse("MIG-OVERLAP",
         fmt::format("{} and {}, which is {}, both change {}", migration.id, other->id,
                     name_of(other->stage), overlap(touches, other->touches)),
         fmt::format("finish the first one (`migrate contract {}`) or take it back (`migrate "
                     "rollback {}`)",
                     other->id, other->id),
         migration.path);
}

std::vector<Touch> touches_of(const Migration& migration, const Plan& plan, const Schema& schema) {
  auto all = migration.touched();
  auto reads = [&](const std::string& table, const std::string& column) {
    Touch touch{table, std::string(reads_prefix) + column};
    if (std::find(all.begin(), all.end(), touch) == all.end()) all.push_back(std::move(touch));
  };
  for (auto& step : plan.steps)
    if (step.batch)
      for (auto& column : step.batch->key) reads(step.batch->table, column);
  for (auto& operation : migration.operations) {
    auto found = reading(operation);
    auto* sql = found.sql ? found.sql->for_engine(plan.engine) : nullptr;
    auto* table = sql ? schema.table(found.table.value) : nullptr;
    if (!table) continue;
    auto text = lower(sql->value);
    for (auto& column : table->columns)
      if (names(text, column.name)) reads(table->name, column.name);
  }
  return all;
}

void refuse_reading_what_goes(const Migration& migration, EngineKind engine) {
  std::vector<Touch> going;
  for (auto& operation : migration.operations) {
    auto found = reading(operation);
    auto* sql = found.sql ? found.sql->for_engine(engine) : nullptr;
    for (auto& gone : going)
      if (sql && gone.table == found.table.value && names(lower(sql->value), gone.column))
        unsupported(operation.at,
                    fmt::format("its expression reads {}.{}, which an operation before it takes "
                                "away at contract",
                                gone.table, gone.column),
                    "put this operation first, or into a later migration");
    if (auto* rename = std::get_if<RenameColumn>(&operation.body))
      going.push_back({rename->table.value, rename->from.value});
    if (auto* drop = std::get_if<DropColumn>(&operation.body))
      going.push_back({drop->table.value, drop->column.value});
  }
}

MigrationRecord as_if_begun(const Plan& plan) {
  MigrationRecord record;
  record.id = plan.migration;
  record.touches = plan.touches;
  record.contract_steps = static_cast<int>(plan.of(Phase::contract).size());
  record.stage = Stage::backfilled;
  return record;
}

bool builds_on(const MigrationRecord& later, const MigrationRecord& earlier) {
  if (later.started_at < earlier.started_at) return false;
  for (auto& made : earlier.touches)
    for (auto& used : later.touches)
      if (!overlap_of(made, used).empty() || (made.column == created && made.table == used.table))
        return true;
  return false;
}

}  // namespace migrate
