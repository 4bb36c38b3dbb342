// Measurements that outlive the test that made them: scripts/test gathers and prints them.
#pragma once
#include <string>

namespace migrate::test {

// Appends a line to the file NAME.txt in the folder that MIGRATE_TEST_REPORTS names, after `header`
// where the file is new. Nothing where the variable is not set. One write: processes may share it.
void report(const std::string& name, const std::string& header, const std::string& line);

// Is MIGRATE_TEST_UNTIL (seconds since 1970) over? What is a sample of more is then skipped.
bool time_for_samples_is_over();
// And by seven and a half minutes more? Then whatever else would begin is skipped, too.
bool time_is_over();

}  // namespace migrate::test
