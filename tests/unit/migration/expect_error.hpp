// Shared by the tests of this room: what a refusal says.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "migration/migration.hpp"
#include "util/error.hpp"

namespace migrate {

template <typename F>
Report refusal(F body) {
  try {
    body();
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), ExitCode::usage);
    EXPECT_FALSE(error.report().next.empty());
    return error.report();
  }
  ADD_FAILURE() << "nothing was refused";
  return {};
}

inline Report yaml_refusal(const std::string& text) {
  SCOPED_TRACE(text.substr(0, 300));
  return refusal([&] { parse_migration("m/20260101_x.yaml", text); });
}

inline Report json_refusal(const std::string& text) {
  SCOPED_TRACE(text.substr(0, 300));
  return refusal([&] { parse_migration("m/20260101_x.json", text); });
}

inline Migration yaml(const std::string& text) {
  return parse_migration("m/20260101_x.yaml", text);
}

template <typename T>
T only(const Migration& migration) {
  EXPECT_EQ(migration.operations.size(), 1u);
  return std::get<T>(migration.operations.at(0).body);
}

}  // namespace migrate
