// The four databases, by the names used in URLs, files and golden plans.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

enum class EngineKind { postgres, mysql, mariadb, sqlite };

inline constexpr std::array<EngineKind, 4> all_engines = {EngineKind::postgres, EngineKind::mysql,
                                                          EngineKind::mariadb, EngineKind::sqlite};

std::string_view name_of(EngineKind kind);  // "postgres", "mysql", "mariadb", "sqlite"
std::optional<EngineKind> parse_engine(std::string_view name);

}  // namespace migrate
