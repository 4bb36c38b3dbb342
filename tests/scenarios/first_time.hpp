// After a rollback a migration is run again. A copy of the database, in which the tool has never
// been, says what must come of it.
#pragma once
#include <memory>

#include "tests/support/case.hpp"

namespace migrate::test {

class FirstTime {
 public:
  // Of what `c` holds now, after a rollback. Its applications' sessions end.
  explicit FirstTime(Case& c);

  // `c` has come to the end of contract since. The copy goes there, too: rows and the server's own
  // words must be the same. Throws std::runtime_error.
  void compare(const Case& c);

 private:
  std::unique_ptr<Database> copy_;
};

}  // namespace migrate::test
