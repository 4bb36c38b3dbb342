#include "dialects/sqlite/triggers/filled_reads.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/operations/rules.hpp"
#include "plan/preconditions.hpp"
#include "util/overloaded.hpp"

namespace migrate::sqlite {

namespace {

constexpr auto engine = EngineKind::sqlite;

using Names = std::vector<std::string>;

struct Filling {
  const Operation* operation = nullptr;
  std::string table, column;
  Names made;     // columns that it fills where old code has left them out, or made NULL
  Names carried;  // where new code has
  std::string reads;
  bool required = false;  // a NULL is refused from the end of backfill on
  bool once = false;      // computed for a write of its own columns alone
};

std::string text(const SqlText& sql) {
  return sql_or_empty(sql, engine) + "\n";
}

// With what the generated columns among it are made of.
std::string read_through(const Schema& schema, const std::string& name, const std::string& reads) {
  auto all = reads;
  auto* table = schema.table(name);
  auto written = table ? parse_create_table(definition_of(*table)) : std::nullopt;
  if (!written) return all;
  for (auto& column : written->columns)
    if (auto* made = column.constraint(ConstraintText::Kind::generated);
        made && mentions(reads, column.name))
      all += made->value + "\n";
  return all;
}

Filling mapped(const std::string& table, const Names& olds,
               const std::vector<const DerivedColumnDef*>& news) {
  Filling all{nullptr, table, olds.front(), {}, olds, "", false, true};
  for (auto* one : news) {
    all.made.push_back(one->column.name.value);
    all.reads += text(one->up);
    all.required |= !one->column.nullable;
  }
  return all;
}

std::vector<Filling> fillings(const Migration& migration, const Schema& schema) {
  std::vector<Filling> all;
  for (auto& operation : migration.operations) {
    auto add = [&](Filling one) {
      one.operation = &operation;
      one.reads = read_through(schema, one.table, one.reads);
      all.push_back(std::move(one));
    };
    std::visit(Overloaded{[&](const RenameColumn& o) {
                            add({nullptr,
                                 o.table.value,
                                 o.from.value,
                                 {o.to.value},
                                 {o.from.value},
                                 o.from.value,
                                 false,
                                 true});
                          },
                          [&](const AddColumn& o) {
                            auto& name = o.column.name.value;
                            if (o.up.given() && !o.column.generated)
                              add({nullptr,
                                   o.table.value,
                                   name,
                                   {name},
                                   {},
                                   text(o.up),
                                   !o.column.nullable,
                                   false});
                          },
                          [&](const AlterColumn& o) {
                            auto& name = o.column.value;
                            const auto up = other_value(o.up, name);
                            const bool required = o.nullable && !*o.nullable;
                            if (up.empty() || o.type.given()) return;
                            if (required || o.check || o.references)
                              add({nullptr, o.table.value, name, {name}, {}, up, required, false});
                          },
                          [&](const SplitColumn& o) {
                            std::vector<const DerivedColumnDef*> news;
                            for (auto& one : o.into) news.push_back(&one);
                            add(mapped(o.table.value, {o.column.value}, news));
                          },
                          [&](const MergeColumns& o) {
                            Names olds;
                            for (auto& one : o.columns) olds.push_back(one.column.value);
                            if (!olds.empty()) add(mapped(o.table.value, olds, {&o.into}));
                          },
                          [&](const CreateConstraint& o) {
                            Filling one{nullptr, o.table.value, o.constraint.name.value, {}, {}, "",
                                        false,   false};
                            for (auto& [column, up] : o.up)
                              if (!other_value(up, column.value).empty())
                                one.made.push_back(column.value);
                            if (!one.made.empty()) add(std::move(one));
                          },
                          [](const auto&) {}},
               operation.body);
  }
  return all;
}

// A column that `reader` would find empty; empty: none.
std::string not_filled_yet(const Filling& reader, const Filling& other) {
  auto find = [&](const Names& names) {
    auto at = std::find_if(names.begin(), names.end(), [&](auto& name) {
      return mentions(reader.reads, name) &&
             std::none_of(reader.made.begin(), reader.made.end(),
                          [&](auto& own) { return same_name(own, name); });
    });
    return at == names.end() ? std::string() : *at;
  };
  if (reader.operation == other.operation || !same_name(reader.table, other.table)) return {};
  if (reader.required || reader.once)
    if (auto found = find(other.made); !found.empty()) return found;
  return reader.required ? find(other.carried) : std::string();
}

}  // namespace

void refuse_reads_of_filled(const Migration& migration, const Schema& schema) {
  const auto all = fillings(migration, schema);
  for (auto& reader : all)
    for (auto& other : all) {
      const auto column = not_filled_yet(reader, other);
      if (column.empty()) continue;
      unsupported(
          reader.operation->at,
          fmt::format("{} {}.{} reads {}, which {} fills: SQLite fires the triggers of both behind "
                      "an INSERT, and may {} before it is filled",
                      reader.operation->kind, reader.table, reader.column, column,
                      other.operation->kind,
                      reader.required ? "refuse the row for a NULL" : "compute from a NULL"),
          fmt::format("put one of them into a migration of its own, to be expanded when the other "
                      "one has contracted{}",
                      reader.required && !reader.once
                          ? "; or let the column be NULL until then (`nullable: true`)"
                          : ""));
    }
}

}  // namespace migrate::sqlite
