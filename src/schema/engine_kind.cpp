#include "schema/engine_kind.hpp"

namespace migrate {

std::string_view name_of(EngineKind kind) {
  switch (kind) {
    case EngineKind::postgres:
      return "postgres";
    case EngineKind::mysql:
      return "mysql";
    case EngineKind::mariadb:
      return "mariadb";
    case EngineKind::sqlite:
      return "sqlite";
  }
  return "";
}

std::optional<EngineKind> parse_engine(std::string_view name) {
  if (name == "postgresql") return EngineKind::postgres;
  for (auto kind : all_engines)
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

}  // namespace migrate
