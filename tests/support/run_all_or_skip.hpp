// For programs that are one test to ctest.
#pragma once
#include <gtest/gtest.h>

namespace migrate::test {

// All tests; 77, which ctest counts as skipped, where none of them ran: there was none, or each was
// skipped.
inline int run_all_or_skip() {
  const int exit = RUN_ALL_TESTS();
  const bool ran = testing::UnitTest::GetInstance()->successful_test_count() > 0;
  return exit == 0 && !ran && !GTEST_FLAG_GET(list_tests) ? 77 : exit;
}

}  // namespace migrate::test
