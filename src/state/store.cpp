#include "state/store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "state/codec.hpp"
#include "state/sql_values.hpp"
#include "util/error.hpp"
#include "util/host.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

constexpr int layout_version = 1;  // of the state tables; docs/state.md

const char* stage_time(Stage stage) {
  switch (stage) {
    case Stage::expanded:
      return "expanded_at";
    case Stage::backfilled:
      return "backfilled_at";
    case Stage::contracted:
      return "contracted_at";
    default:
      return nullptr;
  }
}

}  // namespace

using db::Value;
using namespace state;

db::Result Store::run(const std::string& sql, const std::vector<Value>& params) {
  return connection_.query(with_placeholders(sql), params);
}

// Only this class's own constant SQL comes here: a `?` is always a placeholder.
std::string Store::with_placeholders(const std::string& sql) const {
  std::string out;
  int n = 0;
  for (char c : sql)
    if (c == '?')
      out += sql_.placeholder(++n);
    else
      out += c;
  return out;
}

bool Store::exists() {
  // Nothing drops the tables while the tool runs: a yes is asked for once, a no each time.
  if (exists_) return true;
  auto rows = connection_.query(sql_.exists).rows;
  if (rows.empty() || rows[0][0].as_int() == 0) return false;
  layout_ = static_cast<int>(run("SELECT MAX(version) FROM " + t("layout")).rows.at(0)[0].as_int());
  if (layout_ > layout_version)
    refuse("MIG-STATE-NEWER",
           fmt::format("the state tables have layout {}, this migrate {} knows {} at most", layout_,
                       tool_version(), layout_version),
           "use the newer migrate that made them");
  // The version is written when all tables are there: where a CREATE commits by itself, a first run
  // that was killed leaves some of them.
  return exists_ = layout_ > 0;
}

void Store::ensure() {
  if (exists() && layout_ == layout_version) return;
  Together all(connection_);
  for (auto& statement : sql_.create) connection_.query(statement);
  if (run("SELECT version FROM " + t("layout")).rows.empty()) {
    try {
      run("INSERT INTO " + t("layout") + " (version, tool_version) VALUES (?, ?)",
          {number(layout_version), text(tool_version())});
    } catch (const db::DbError& error) {
      // Another first run has written the same meanwhile.
      if (error.failure() != db::Failure::unique_violation) throw;
    }
  }
  all.commit();
  layout_ = layout_version;
}

EpochMs Store::now() {
  return connection_.query("SELECT " + sql_.epoch_ms(sql_.now)).rows.at(0).at(0).as_int();
}

std::vector<MigrationRecord> Store::migrations() {
  if (!exists()) return {};
  in_kept_schema();
  auto at = [&](const char* c) { return sql_.epoch_ms(c); };
  auto result = run(fmt::format(
      "SELECT id, checksum, checksum_version, description, stage, touches, notes, by_whom, "
      "tool_version, {}, {}, {}, {}, {}, (SELECT COUNT(*) FROM {} s WHERE s.migration = m.id AND "
      "s.phase = 'contract') FROM {} m ORDER BY id",
      at("started_at"), at("expanded_at"), at("backfilled_at"), at("contracted_at"),
      at("updated_at"), t("step"), t("migration")));
  std::vector<MigrationRecord> all;
  for (auto& row : result.rows) {
    MigrationRecord r;
    r.id = str(row[0]);
    r.checksum = str(row[1]);
    r.checksum_version = static_cast<int>(row[2].as_int());
    r.description = str(row[3]);
    auto stage = parse_stage(str(row[4]));
    if (!stage)
      throw Error(ExitCode::failed,
                  {"MIG-STATE-CORRUPT",
                   fmt::format("migration {} is at an unknown stage \"{}\"", r.id, str(row[4])),
                   "",
                   "unchanged",
                   "use the version of migrate that wrote it",
                   {}});
    r.stage = *stage;
    r.touches = decode_touches(str(row[5]));
    r.notes = decode_strings(str(row[6]));
    r.by = str(row[7]);
    r.tool_version = str(row[8]);
    r.started_at = row[9].as_int();
    r.expanded_at = row[10].as_int();
    r.backfilled_at = row[11].as_int();
    r.contracted_at = row[12].as_int();
    r.updated_at = row[13].as_int();
    r.contract_steps = static_cast<int>(row[14].as_int());
    all.push_back(std::move(r));
  }
  // Bytewise, as files are ordered: a server's collation may order differently.
  std::sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.id < b.id; });
  return all;
}

std::optional<MigrationRecord> Store::migration(const std::string& id) {
  for (auto& record : migrations())
    if (record.id == id) return record;
  return std::nullopt;
}

void Store::begin_migration(const MigrationRecord& record, const std::vector<Step>& steps) {
  Together all(connection_);
  forget_migration(record.id);
  record_baseline(record);
  int position = 0;
  for (auto& step : steps) add_step_row(record.id, step, position++);
  all.commit();
}

void Store::forget_migration(const std::string& id) {
  Together all(connection_);
  drop_checkpoints(id);
  for (auto* table : {"history", "step"})
    run("DELETE FROM " + t(table) + " WHERE migration = ?", {text(id)});
  run("DELETE FROM " + t("migration") + " WHERE id = ?", {text(id)});
  all.commit();
}

void Store::add_step_row(const std::string& id, const Step& step, int position) {
  run(fmt::format("INSERT INTO {} (migration, step, position, phase, title, sql_text, undo_text, "
                  "definition, status, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                  t("step")),
      {text(id), text(step.id), number(position), text(std::string(name_of(step.phase))),
       text(step.title), text(step.batch ? step.batch->work.sql : join(step.sql, ";\n")),
       text(join(step.undo, ";\n")), text(to_json(step)),
       text(std::string(name_of(StepStatus::planned)))});
}

void Store::replace_step(const std::string& id, const StepRecord& step,
                         const std::vector<Step>& by) {
  Together all(connection_);
  run("DELETE FROM " + t("step") + " WHERE migration = ? AND step = ?",
      {text(id), text(step.step.id)});
  run("UPDATE " + t("step") + " SET position = position - 1 WHERE migration = ? AND position > ?",
      {text(id), number(step.position)});
  insert_steps(id, step.position, by);
  all.commit();
}

void Store::insert_steps(const std::string& id, int position, const std::vector<Step>& added) {
  if (added.empty()) return;
  Together all(connection_);
  run("UPDATE " + t("step") + " SET position = position + ? WHERE migration = ? AND position >= ?",
      {number(static_cast<std::int64_t>(added.size())), text(id), number(position)});
  for (auto& one : added) add_step_row(id, one, position++);
  all.commit();
}

void Store::append_steps(const std::string& id, const std::vector<Step>& added) {
  int position = 0;
  for (auto& record : steps(id)) position = std::max(position, record.position + 1);
  insert_steps(id, position, added);
}

void Store::record_baseline(const MigrationRecord& record) {
  run(fmt::format("INSERT INTO {} (id, checksum, checksum_version, description, stage, touches, "
                  "notes, by_whom, tool_version, started_at, updated_at) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, {}, {})",
                  t("migration"), sql_.now, sql_.now),
      {text(record.id), text(record.checksum), number(record.checksum_version),
       text(record.description), text(std::string(name_of(record.stage))),
       text(encode_touches(record.touches)), text(encode_strings(record.notes)), text(record.by),
       text(record.tool_version)});
}

void Store::accept_file(const std::string& id, const std::string& checksum, int checksum_version,
                        const std::string& description) {
  run("UPDATE " + t("migration") +
          " SET checksum = ?, checksum_version = ?, description = ? WHERE id = ?",
      {text(checksum), number(checksum_version), text(description), text(id)});
}

void Store::set_stage(const std::string& id, Stage stage) {
  std::string times = "updated_at = " + sql_.now;
  if (auto* column = stage_time(stage)) times += fmt::format(", {} = {}", column, sql_.now);
  run(fmt::format("UPDATE {} SET stage = ?, {} WHERE id = ?", t("migration"), times),
      {text(std::string(name_of(stage))), text(id)});
}

std::vector<StepRecord> Store::steps(const std::string& id) {
  if (!exists()) return {};
  auto result = run(fmt::format("SELECT definition, position, status, attempts, error, {}, {} "
                                "FROM {} WHERE migration = ? ORDER BY position",
                                sql_.epoch_ms("started_at"), sql_.epoch_ms("ended_at"), t("step")),
                    {text(id)});
  std::vector<StepRecord> all;
  for (auto& row : result.rows) {
    StepRecord r;
    r.step = step_from_json(str(row[0]));
    r.position = static_cast<int>(row[1].as_int());
    for (auto status :
         {StepStatus::planned, StepStatus::running, StepStatus::done, StepStatus::undone})
      if (name_of(status) == str(row[2])) r.status = status;
    r.attempts = static_cast<int>(row[3].as_int());
    r.error = str(row[4]);
    r.started_at = row[5].as_int();
    r.ended_at = row[6].as_int();
    all.push_back(std::move(r));
  }
  return all;
}

void Store::step_running(const std::string& id, const std::string& step) {
  run(fmt::format("UPDATE {} SET status = ?, attempts = attempts + 1, error = NULL, started_at = "
                  "{}, ended_at = NULL WHERE migration = ? AND step = ?",
                  t("step"), sql_.now),
      {text("running"), text(id), text(step)});
}

void Store::step_done(const std::string& id, const std::string& step) {
  run(fmt::format("UPDATE {} SET status = ?, error = NULL, ended_at = {} WHERE migration = ? AND "
                  "step = ?",
                  t("step"), sql_.now),
      {text("done"), text(id), text(step)});
}

void Store::step_undone(const std::string& id, const std::string& step) {
  run(fmt::format("UPDATE {} SET status = ?, error = NULL, ended_at = {} WHERE migration = ? AND "
                  "step = ?",
                  t("step"), sql_.now),
      {text("undone"), text(id), text(step)});
}

void Store::step_failed(const std::string& id, const std::string& step, const std::string& error) {
  run("UPDATE " + t("step") + " SET error = ? WHERE migration = ? AND step = ?",
      {text(shorten(error, 4000)), text(id), text(step)});
}

void Store::reset_step(const std::string& id, const std::string& step) {
  for (auto* table : {"checkpoint", "claim", "history"})
    run("DELETE FROM " + t(table) + " WHERE migration = ? AND step = ?", {text(id), text(step)});
  run("UPDATE " + t("step") +
          " SET status = ?, error = NULL, ended_at = NULL WHERE migration = ? AND step = ?",
      {text("planned"), text(id), text(step)});
}

StepStatus Store::step_status(const std::string& id, const std::string& step) {
  auto result = run("SELECT status FROM " + t("step") + " WHERE migration = ? AND step = ?",
                    {text(id), text(step)});
  for (auto& row : result.rows)
    for (auto status : {StepStatus::running, StepStatus::done, StepStatus::undone})
      if (name_of(status) == str(row[0])) return status;
  return StepStatus::planned;
}

std::optional<Checkpoint> Store::checkpoint(const std::string& id, const std::string& step) {
  auto result =
      run(fmt::format("SELECT from_key, end_key, rows_done, batches, batch_rows, done, "
                      "{}, {} FROM {} WHERE migration = ? AND step = ?",
                      sql_.epoch_ms("started_at"), sql_.epoch_ms("updated_at"), t("checkpoint")),
          {text(id), text(step)});
  if (result.rows.empty()) return std::nullopt;
  auto& row = result.rows[0];
  Checkpoint point;
  point.from = decode_key(str(row[0]));
  point.end = decode_key(str(row[1]));
  point.rows = static_cast<std::uint64_t>(row[2].as_int());
  point.batches = static_cast<std::uint64_t>(row[3].as_int());
  point.batch_rows = static_cast<std::uint64_t>(row[4].as_int());
  point.done = row[5].as_int() != 0;
  point.started_at = row[6].as_int();
  point.updated_at = row[7].as_int();
  return point;
}

namespace {

std::vector<Value> values_of(const std::string& id, const std::string& step,
                             const Checkpoint& point) {
  auto n = [](std::uint64_t value) { return number(static_cast<std::int64_t>(value)); };
  return {
      text(encode_key(point.from)), text(encode_key(point.end)), n(point.rows), n(point.batches),
      n(point.batch_rows),          number(point.done ? 1 : 0),  text(id),      text(step)};
}

}  // namespace

std::string Store::update_checkpoint_sql() const {
  return fmt::format(
      "UPDATE {} SET from_key = ?, end_key = ?, rows_done = ?, batches = ?, batch_rows = ?, done = "
      "?, updated_at = {} WHERE migration = ? AND step = ?",
      t("checkpoint"), sql_.now);
}

void Store::save_checkpoint(const std::string& id, const std::string& step,
                            const Checkpoint& point) {
  auto values = values_of(id, step, point);
  // A first checkpoint has no batch behind it; every later one finds its row.
  if (point.batches > 0 && run(update_checkpoint_sql(), values).affected > 0) return;
  run("DELETE FROM " + t("checkpoint") + " WHERE migration = ? AND step = ?",
      {text(id), text(step)});
  run(fmt::format(
          "INSERT INTO {} (from_key, end_key, rows_done, batches, batch_rows, done, "
          "migration, step, started_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, {}, {})",
          t("checkpoint"), sql_.now, sql_.now),
      values);
}

bool Store::move_checkpoint(const std::string& id, const std::string& step, const Checkpoint& point,
                            std::uint64_t batches, std::int64_t token) {
  auto values = values_of(id, step, point);
  values.push_back(number(static_cast<std::int64_t>(batches)));
  values.push_back(number(token));
  return run(fmt::format("{} AND batches = ? AND EXISTS ({})", update_checkpoint_sql(), held_sql()),
             values)
             .affected > 0;
}

void Store::add_rows(const std::string& id, const std::string& step, std::uint64_t rows) {
  run("UPDATE " + t("checkpoint") +
          " SET rows_done = rows_done + ? WHERE migration = ? AND step = ?",
      {number(static_cast<std::int64_t>(rows)), text(id), text(step)});
}

void Store::drop_checkpoints(const std::string& id) {
  for (auto* table : {"checkpoint", "claim"})
    run("DELETE FROM " + t(table) + " WHERE migration = ?", {text(id)});
}

std::vector<Claim> Store::claims(const std::string& id, const std::string& step) {
  auto result = run(fmt::format("SELECT number, from_key, to_key FROM {} WHERE migration = ? AND "
                                "step = ? ORDER BY number",
                                t("claim")),
                    {text(id), text(step)});
  std::vector<Claim> all;
  for (auto& row : result.rows)
    all.push_back({row[0].as_int(), decode_key(str(row[1])), decode_key(str(row[2]))});
  return all;
}

void Store::claim(const std::string& id, const std::string& step, const Claim& claim) {
  run(fmt::format("INSERT INTO {} (migration, step, number, from_key, to_key) VALUES (?, ?, ?, ?, "
                  "?)",
                  t("claim")),
      {text(id), text(step), number(claim.number), text(encode_key(claim.from)),
       text(encode_key(claim.to))});
}

db::Transaction Store::begin_claimed(const std::string& id, const std::string& step,
                                     std::int64_t number_, std::int64_t token,
                                     const std::vector<std::string>& settings) {
  auto sql =
      fmt::format("DELETE FROM {} WHERE migration = ? AND step = ? AND number = ? AND EXISTS ({})",
                  t("claim"), held_sql());
  return db::Transaction(connection_, settings, with_placeholders(sql),
                         {text(id), text(step), number(number_), number(token)});
}

}  // namespace migrate
