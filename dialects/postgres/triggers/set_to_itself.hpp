// Columns that a fill sets to what they are.
#pragma once
#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace migrate::postgres {

// An UPDATE that names no column of an index makes PostgreSQL, from version 14 on, look for dead
// versions in each page of that index before it is split. Where neighbours in the table are far
// apart in the index, each look reads up to six blocks of the table for a few bytes of room, and
// batches that are committed one by one always find some: the whole UPDATE takes twice the
// processor time (measured on 15: 400,000 rows, one such index, 4.4 s against 8.2 s; without the
// index no difference). An UPDATE that names a column of the index is not slowed down like that,
// whatever it sets it to; the index grows as it does under one UPDATE of all rows.
//
// One column of each plain index. None that is part of a unique index: a stronger lock would be
// taken on the row, which foreign keys wait for. None where a trigger fires by the columns that are
// named.
std::vector<std::string> columns_to_set_to_themselves(const Schema& schema, const Table& table);

}  // namespace migrate::postgres
