// Walking a table in key order (plan/plan.hpp, Batch).
#pragma once
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::sqlite {

// The columns to walk by: the walking key, else the rowid. Refuses as row_key does.
std::vector<std::string> walk_columns(const Table& table, const Location& at);

// SQL of "the key is in [from, to]", with ?1… in the order of `range_params`. `prefix`: what stands
// before the key's columns ("o.").
std::string in_range(const std::vector<std::string>& key, const std::string& prefix = "");
std::vector<BatchParam> range_params(const std::vector<std::string>& key);

// `work` holds in_range(key) somewhere.
Batch make_batch(const Table& table, const std::vector<std::string>& key, std::string work);

}  // namespace migrate::sqlite
