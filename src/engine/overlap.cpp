#include "engine/overlap.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

constexpr std::string_view created = "*created", dropped = "*dropped", index_prefix = "*index ",
                           reads_prefix = "*reads ";
// SQLite: contract looks whether the table's stored texts are what they were; a rename rewrites
// what they say of another table, which is nothing to anybody else.
constexpr std::string_view compared = "*compared", rewritten = "*rewritten";

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

// Every expression of the operation over a table's columns.
std::vector<Reading> readings(const Operation& operation) {
  std::vector<Reading> found;
  auto add = [&](const Identifier& table, const SqlText& sql) {
    if (sql.given()) found.push_back({table, &sql});
  };
  auto add_all = [&](const Identifier& table, const std::map<Identifier, SqlText>& by_column) {
    for (auto& [_, sql] : by_column) add(table, sql);
  };
  std::visit(Overloaded{[&](const AddColumn& o) {
                          add(o.table, o.up);
                          if (o.column.check) add(o.table, o.column.check->constraint);
                          if (o.column.generated) add(o.table, o.column.generated->expression);
                        },
                        [&](const DropColumn& o) { add(o.table, o.down); },
                        [&](const CreateIndex& o) {
                          add(o.table, o.predicate);
                          for (auto& field : o.columns) add(o.table, field.expression);
                        },
                        [&](const SqlBackfill& o) {
                          add(o.table, o.sql);
                          add(o.table, o.where);
                          for (auto& one : o.set) add(o.table, one.value);
                        },
                        [&](const AlterColumn& o) {
                          add(o.table, o.up);
                          add(o.table, o.down);
                          if (o.check) add(o.table, o.check->constraint);
                        },
                        [&](const SplitColumn& o) {
                          for (auto& part : o.into) add(o.table, part.up);
                          add(o.table, o.down);
                        },
                        [&](const MergeColumns& o) {
                          add(o.table, o.into.up);
                          for (auto& part : o.columns) add(o.table, part.down);
                        },
                        [&](const CreateConstraint& o) {
                          add(o.table, o.constraint.check);
                          add_all(o.table, o.up);
                          add_all(o.table, o.down);
                        },
                        [&](const DropConstraint& o) {
                          add(o.table, o.column_up);
                          add(o.table, o.column_down);
                          add_all(o.table, o.up);
                          add_all(o.table, o.down);
                        },
                        [](const auto&) {}},
             operation.body);
  return found;
}

std::string overlap_of(const Touch& x, const Touch& y) {
  bool same_table = x.table == y.table;
  if (begins(x.column, index_prefix) && x.column == y.column &&
      (same_table || x.table.empty() || y.table.empty()))
    return std::string(x.column.substr(1));
  if (!same_table) return "";
  if (x.column == rewritten || y.column == rewritten)
    return x.column == compared || y.column == compared ? "the definition of " + x.table : "";
  if (x.column == created && y.column == created) return "table " + x.table;
  if (x.column == y.column && begins(x.column, "*") && x.column != dropped &&
      !begins(x.column, reads_prefix))
    return x.table.empty() ? x.column.substr(1) : x.table + ": " + x.column.substr(1);
  if (x.column == dropped || y.column == dropped) return "table " + x.table;
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
    case Stage::hiding:
    case Stage::quarantined:
    case Stage::unhiding:
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
  // What the planner found that the file does not name: the columns of a type.
  for (auto& touch : plan.touches)
    if (std::find(all.begin(), all.end(), touch) == all.end()) all.push_back(touch);
  auto reads = [&](const std::string& table, const std::string& column) {
    Touch touch{table, std::string(reads_prefix) + column};
    if (std::find(all.begin(), all.end(), touch) == all.end()) all.push_back(std::move(touch));
  };
  for (auto& step : plan.steps)
    if (step.batch)
      for (auto& column : step.batch->key) reads(step.batch->table, column);
  for (auto& operation : migration.operations)
    for (auto& found : readings(operation)) {
      auto* sql = found.sql->for_engine(plan.engine);
      auto* table = sql ? schema.table(found.table.value) : nullptr;
      if (!table) continue;
      auto text = lower(sql->value);
      for (auto& column : table->columns) {
        if (!names(text, column.name)) continue;
        reads(table->name, column.name);
        // A trigger computes a generated column from those that it is made of.
        auto of = column.extra.find("generated_as");
        if (of == column.extra.end()) continue;
        for (auto& part : table->columns)
          if (names(lower(of->second), part.name)) reads(table->name, part.name);
      }
    }
  return all;
}

void refuse_reading_what_goes(const Migration& migration, EngineKind engine) {
  std::vector<Touch> going;
  for (auto& operation : migration.operations) {
    for (auto& found : readings(operation)) {
      auto* sql = found.sql->for_engine(engine);
      for (auto& gone : going)
        if (sql && gone.table == found.table.value && names(lower(sql->value), gone.column))
          unsupported(operation.at,
                      fmt::format("its expression reads {}.{}, which an operation before it takes "
                                  "away at contract",
                                  gone.table, gone.column),
                      "put this operation first, or into a later migration");
    }
    if (auto* rename = std::get_if<RenameColumn>(&operation.body))
      going.push_back({rename->table.value, rename->from.value});
    if (auto* drop = std::get_if<DropColumn>(&operation.body))
      going.push_back({drop->table.value, drop->column.value});
    if (auto* cut = std::get_if<SplitColumn>(&operation.body))
      going.push_back({cut->table.value, cut->column.value});
    if (auto* merge = std::get_if<MergeColumns>(&operation.body))
      for (auto& part : merge->columns) going.push_back({merge->table.value, part.column.value});
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

bool builds_on(const MigrationRecord& later, const MigrationRecord& earlier,
               const std::map<std::string, std::int64_t>& order) {
  const auto a = order.find(later.id), b = order.find(earlier.id);
  const bool known = a != order.end() && b != order.end();
  if (known ? a->second < b->second : later.started_at < earlier.started_at) return false;
  for (auto& made : earlier.touches)
    for (auto& used : later.touches)
      if (!overlap_of(made, used).empty() ||
          (made.column == created && made.table == used.table && used.column != rewritten))
        return true;
  return false;
}

}  // namespace migrate
