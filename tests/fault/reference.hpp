// One sequence that nothing interrupts, and whether another run of it came to the same.
#pragma once
#include <string>
#include <vector>

#include "tests/fault/sequence.hpp"

namespace migrate::test {

struct Reference {
  std::vector<std::vector<std::string>> calls;  // [stop][command]: a letter per call, see CallTrace
  std::vector<std::vector<std::string>> done;   // the same: image, before the application goes on
  std::vector<std::string> after;               // [stop]: image
  std::string schema, rows;
};

// `faulty_tool`: writes its calls down.
Reference undisturbed(Case& c, const Sequence& sequence, const std::string& faulty_tool);

// Throws std::runtime_error with the difference.
void expect_same_end(Case& c, const Sequence& sequence, const Reference& reference);

// An image of what a command left that was interrupted and came to its end all the same, against
// one that was not interrupted. May differ: the numbers that sequences gave to what was taken back,
// and the lease, whose row nobody has to release.
void expect_same_work(const std::string& expected, const std::string& actual);

}  // namespace migrate::test
