#include "migration/operations/operation.hpp"

#include <fmt/format.h>

namespace migrate {

namespace {

template <typename... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <typename... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace

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
              touched.push_back({o.table.value, "*reads " + field.column.value});
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
          [](const SqlOperation&) { return Touches{}; },
          [](const SqlBackfill&) { return Touches{}; },
      },
      operation.body);
}

}  // namespace migrate
