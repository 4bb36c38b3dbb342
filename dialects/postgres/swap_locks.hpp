// The locks of an exchange of columns, all of them before anything is changed.
#pragma once
#include <string>
#include <vector>

#include "dialects/postgres/replacement.hpp"

namespace migrate::postgres {

struct SwapLocks {
  // Autovacuum, and whoever changes the schema, is waited for first, where no reader or writer
  // waits behind us.
  std::vector<std::string> gently;
  // Then all locks, before anything is changed.
  std::string all;
};

// Once the first is held, readers and writers wait. A transaction that has the second and needs the
// first, which we hold, would let them wait until our time is up: a row of the child and then the
// look at its parent, or a row of the parent and then its children. So the wait for the second is
// short, and the other order is tried.
//
// `inbound`: the foreign keys that lead to the columns change; `drops`: their own go. Decision
// 0009.
SwapLocks lock_all(const std::vector<const Replacement*>& all, bool inbound, bool drops);
// Tables as SQL, the one to be asked for first in front.
SwapLocks lock_in_either_order(const std::vector<std::string>& tables);

}  // namespace migrate::postgres
