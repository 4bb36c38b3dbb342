#include "dialects/postgres/triggers/trigger_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "dialects/postgres/operations/constraint.hpp"
#include "dialects/postgres/planner.hpp"
#include "plan/preconditions.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

using Names = std::vector<std::string>;

// The triggers of one operation on one table.
struct Triggers {
  const Operation* operation;
  std::string table;
  std::string_view kind;  // as in their names
  Names looks_at;         // columns, by name
  std::string reads;      // and expressions
  Names fills;

  bool mends() const { return kind == "value_kept"; }
  bool drops() const { return std::holds_alternative<DropColumn>(operation->body); }
};

bool tightens(const AlterColumn& op) {
  return op.nullable && !*op.nullable;
}

std::string text(const SqlText& sql) {
  return sql_or_empty(sql, postgres) + "\n";
}

// Triggers compute a generated column ahead, from what it is made of (row_expression.hpp).
void read_generated(const Migration& migration, const Schema& schema, std::vector<Triggers>& all) {
  for (auto& one : all) {
    std::string more;
    if (auto* table = schema.table(one.table))
      for (auto& column : table->columns)
        if (auto made = column.extra.find("generated_as");
            made != column.extra.end() && mentions(one.reads, column.name))
          more += made->second + "\n";
    for (auto& operation : migration.operations)
      if (auto* added = std::get_if<AddColumn>(&operation.body);
          added && added->column.generated && added->table.value == one.table &&
          mentions(one.reads, added->column.name.value))
        more += text(added->column.generated->expression);
    one.reads += more;
  }
}

std::vector<Triggers> triggers_of(const Migration& migration, const Schema& schema) {
  std::vector<Triggers> all;
  for (auto& operation : migration.operations) {
    auto add = [&](const std::string& table, std::string_view kind, const Names& looks_at,
                   const std::string& reads, const Names& fills) {
      all.push_back({&operation, table, kind, looks_at, reads, fills});
    };
    auto changing = [&](const SqlText& sql, const Identifier& table, const Identifier& column) {
      auto* known = schema.table(table.value);
      return known ? changing_expression(sql, *known, column.value) : std::string();
    };
    std::visit(Overloaded{[&](const RenameColumn& o) {
                            Names both = {o.from.value, o.to.value};
                            add(o.table.value, "rename", both, "", both);
                          },
                          [&](const AddColumn& o) {
                            if (o.up.given() && !o.column.generated)
                              add(o.table.value, "value", {}, text(o.up), {o.column.name.value});
                          },
                          [&](const DropColumn& o) {
                            if (o.down.given())
                              add(o.table.value, "value", {}, text(o.down), {o.column.value});
                          },
                          [&](const AlterColumn& o) {
                            auto up = changing(o.up, o.table, o.column);
                            if (o.type.given())
                              add(o.table.value, up.empty() ? "follow" : "up", {o.column.value}, up,
                                  {});
                            else if (!up.empty() && (tightens(o) || o.check || o.references))
                              add(o.table.value, "value_kept", {o.column.value},
                                  up + (o.check ? "\n" + text(o.check->constraint) : ""),
                                  {o.column.value});
                          },
                          [&](const SplitColumn& o) {
                            Names columns = {o.column.value};
                            auto reads = text(o.down);
                            for (auto& part : o.into) {
                              columns.push_back(part.column.name.value);
                              reads += text(part.up);
                            }
                            add(o.table.value, "map", columns, reads, columns);
                          },
                          [&](const MergeColumns& o) {
                            Names columns = {o.into.column.name.value};
                            auto reads = text(o.into.up);
                            for (auto& part : o.columns) {
                              columns.push_back(part.column.value);
                              reads += text(part.down);
                            }
                            add(o.table.value, "map", columns, reads, columns);
                          },
                          [&](const CreateConstraint& o) {
                            Names looks_at, fills;
                            for (auto& column : o.constraint.columns)
                              looks_at.push_back(column.value);
                            auto reads = text(o.constraint.check);
                            for (auto& [column, sql] : o.up) {
                              auto up = changing(sql, o.table, column);
                              if (up.empty()) continue;
                              fills.push_back(column.value);
                              reads += up + "\n";
                            }
                            looks_at.insert(looks_at.end(), fills.begin(), fills.end());
                            if (!fills.empty())
                              add(o.table.value, "value_kept", looks_at, reads, fills);
                          },
                          [&](const AlterEnum& o) {
                            for (auto& [name, table] : schema.tables) {
                              Names columns;
                              for (auto& column : table.columns)
                                if (!o.rename.empty() && mentions(column.type, o.name.value))
                                  columns.push_back(column.name);
                              if (!columns.empty()) add(name, "value_kept", columns, "", columns);
                            }
                          },
                          [](const auto&) {}},
               operation.body);
  }
  read_generated(migration, schema, all);
  return all;
}

bool feeds(const Triggers& one, const Triggers& other) {
  return one.table == other.table && one.operation != other.operation &&
         std::any_of(one.fills.begin(), one.fills.end(), [&](auto& column) {
           return mentions(other.reads, column) ||
                  std::find(other.looks_at.begin(), other.looks_at.end(), column) !=
                      other.looks_at.end();
         });
}

[[noreturn]] void refuse_circle(const Triggers& one, const Triggers& other) {
  unsupported(other.operation->at,
              fmt::format("table \"{}\": {} ({}) and {} ({}) compute from one another: whichever "
                          "trigger fires first, for some write of old or of new code it does not "
                          "find yet what it reads",
                          one.table, one.operation->kind, join(one.fills, ", "),
                          other.operation->kind, join(other.fills, ", ")),
              "put one of them into a migration of its own, to be expanded when the other one has "
              "contracted");
}

bool comes_before(const Triggers& one, const Triggers& other) {
  if (!feeds(one, other)) return false;
  if (!feeds(other, one)) return true;
  // What goes and what comes: a write gives one of the two, and only the other one is computed.
  if ((one.drops() || other.drops()) && !one.mends() && !other.mends()) return false;
  // A column that goes may be computed from what is mended from it: mended it has a value already.
  if (one.drops() != other.drops() && one.mends() != other.mends()) return one.mends();
  if (!one.mends() || !other.mends()) refuse_circle(one, other);
  return one.operation < other.operation;  // in the order of the file
}

class Ranks {
 public:
  explicit Ranks(const std::vector<Triggers>& all)
      : all_(all), known_(all.size()), asked_(all.size()) {}

  int of(std::size_t at) {
    if (known_[at]) return *known_[at];
    asked_[at] = true;
    int rank = 0;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (!comes_before(all_[i], all_[at])) continue;
      if (asked_[i] && !known_[i]) refuse_circle(all_[i], all_[at]);
      rank = std::max(rank, of(i) + (sorts_before(all_[i], all_[at]) ? 0 : 1));
    }
    known_[at] = rank;
    return rank;
  }

 private:
  static bool sorts_before(const Triggers& one, const Triggers& other) {
    return std::string(one.kind) + "__" < std::string(other.kind) + "__";
  }

  const std::vector<Triggers>& all_;
  std::vector<std::optional<int>> known_;
  std::vector<bool> asked_;
};

}  // namespace

int rank_of(const Migration& migration, const Schema& schema, const Operation& operation,
            const std::string& table) {
  const auto all = triggers_of(migration, schema);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].operation == &operation && all[i].table == table) return Ranks(all).of(i);
  return 0;
}

std::string ranked(int rank, const std::string& kind) {
  return rank == 0 ? kind : fmt::format("z{:02}_{}", rank, kind);
}

}  // namespace migrate::postgres
