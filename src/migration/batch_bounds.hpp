// Whether a {{batch}} bounds what its statement changes.
#pragma once
#include <optional>
#include <vector>

#include "migration/batch_statement.hpp"
#include "migration/sql_pieces.hpp"

namespace migrate {

struct PieceSpan {
  std::size_t first = 0, last = 0;
};

// Why rows outside of the range may be changed although marks[which] stands there; nothing when it
// is one of the ANDed conditions of a WHERE or an ON. `marks`: of all {{batch}} of the statement.
std::optional<BatchProblem> bounds_problem(const Pieces& all, EngineKind engine,
                                           const std::vector<PieceSpan>& marks, std::size_t which);

}  // namespace migrate
