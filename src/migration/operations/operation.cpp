#include "migration/operations/operation.hpp"

#include <fmt/format.h>

#include "util/overloaded.hpp"

namespace migrate {

std::string Location::text() const {
  return line > 0 ? fmt::format("{}:{}", file, line) : file;
}

const RawSql* SqlText::for_engine(EngineKind engine) const {
  const auto found = by_engine.find(engine);
  if (found != by_engine.end()) return &found->second;
  if (engine == EngineKind::mariadb) {
    const auto mysql = by_engine.find(EngineKind::mysql);
    if (mysql != by_engine.end()) return &mysql->second;
  }
  return any ? &*any : nullptr;
}

std::vector<Touch> touches(const Operation& operation) {
  using Touches = std::vector<Touch>;
  return std::visit(
      Overloaded{
          [](const RenameColumn& o) {
            return Touches{{o.table.value, o.from.value}, {o.table.value, o.to.value}};
          },
          [](const AddColumn& o) {
            return Touches{{o.table.value, o.column.name.value}};
          },
          [](const DropColumn& o) {
            return Touches{{o.table.value, o.column.value}};
          },
          [](const CreateIndex& o) {
            Touches touched{{o.table.value, "*index " + o.name.value}};
            for (auto& field : o.columns)
              if (!field.column.empty())
                touched.push_back({o.table.value, "*reads " + field.column.value});
            for (auto& column : o.include)
              touched.push_back({o.table.value, "*reads " + column.value});
            return touched;
          },
          [](const DropIndex& o) {
            return Touches{{o.table.value, "*index " + o.name.value}};
          },
          [](const CreateTable& o) {
            return Touches{{o.name.value, "*created"}};
          },
          [](const DropTable& o) {
            return Touches{{o.name.value, "*dropped"}};
          },
          [](const AlterColumn& o) {
            return Touches{{o.table.value, o.column.value}};
          },
          [](const SplitColumn& o) {
            Touches touched{{o.table.value, o.column.value}};
            for (auto& part : o.into) touched.push_back({o.table.value, part.column.name.value});
            return touched;
          },
          [](const MergeColumns& o) {
            Touches touched{{o.table.value, o.into.column.name.value}};
            for (auto& part : o.columns) touched.push_back({o.table.value, part.column.value});
            return touched;
          },
          [](const CreateConstraint& o) {
            Touches touched{{o.table.value, "*constraint " + o.constraint.name.value}};
            for (auto& column : o.constraint.columns)
              touched.push_back(
                  {o.table.value, (o.up.count(column) ? "" : "*reads ") + column.value});
            return touched;
          },
          [](const DropConstraint& o) {
            return Touches{{o.table.value, "*constraint " + o.name.value}};
          },
          [](const RenameConstraint& o) {
            return Touches{{o.table.value, "*constraint " + o.from.value},
                           {o.table.value, "*constraint " + o.to.value}};
          },
          // Neither name is a table that others may work on until this has ended.
          [](const RenameTable& o) {
            return Touches{{o.from.value, "*dropped"}, {o.to.value, "*dropped"}};
          },
          [](const SetReplicaIdentity& o) {
            return Touches{{o.table.value, "*replica identity"}};
          },
          [](const CreateEnum& o) {
            return Touches{{"", "*type " + o.name.value}};
          },
          [](const AlterEnum& o) {
            return Touches{{"", "*type " + o.name.value}};
          },
          [](const DropEnum& o) {
            return Touches{{"", "*type " + o.name.value}};
          },
          // It may change anything of the table.
          [](const AlterTable& o) {
            return Touches{{o.table.value, "*dropped"}};
          },
          [](const RebuildTable& o) {
            Touches touched{{o.table.value, "*dropped"}};
            if (o.partition_by)
              for (auto& one : o.partition_by->partitions)
                touched.push_back({one.name.value, "*created"});
            return touched;
          },
          [](const SqlOperation&) { return Touches{}; },
          [](const SqlBackfill& o) {
            Touches touched;
            for (auto& one : o.set) touched.push_back({o.table.value, one.column.value});
            return touched;
          },
      },
      operation.body);
}

}  // namespace migrate
