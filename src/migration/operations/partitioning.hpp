// What stands behind PARTITION BY, and the partitions that a table is made with (PostgreSQL).
#pragma once
#include <string>
#include <vector>

#include "schema/identifier.hpp"

namespace migrate {

struct PartitionValue {
  enum class Kind { literal, null, lowest, highest };  // MINVALUE, MAXVALUE
  Kind kind = Kind::literal;
  std::string text;  // of a literal

  friend bool operator==(const PartitionValue&, const PartitionValue&) = default;
};

struct PartitionDef {
  Identifier name;
  bool is_default = false;
  std::vector<PartitionValue> from, to;  // range: one for each column of the key
  std::vector<PartitionValue> values;    // list
  long modulus = 0, remainder = 0;       // hash
};

struct Partitioning {
  enum class Kind { range, list, hash };
  Kind kind = Kind::range;
  std::vector<Identifier> key;
  std::vector<PartitionDef> partitions;

  bool has_default() const;
};

}  // namespace migrate
