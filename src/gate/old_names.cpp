#include "gate/old_names.hpp"

#include "util/overloaded.hpp"

namespace migrate {

std::vector<OldName> old_names(const Migration& migration) {
  std::vector<OldName> names;
  auto column = [&](const Identifier& table, const Identifier& name) {
    names.push_back({table.value, name.value});
  };
  for (auto& operation : migration.operations)
    std::visit(Overloaded{[&](const RenameColumn& o) { column(o.table, o.from); },
                          [&](const DropColumn& o) { column(o.table, o.column); },
                          [&](const SplitColumn& o) { column(o.table, o.column); },
                          [&](const MergeColumns& o) {
                            for (auto& part : o.columns) column(o.table, part.column);
                          },
                          [&](const DropTable& o) {
                            names.push_back({o.name.value, ""});
                          },
                          [&](const RenameTable& o) {
                            names.push_back({o.from.value, ""});
                          },
                          [](const auto&) {}},
               operation.body);
  return names;
}

}  // namespace migrate
