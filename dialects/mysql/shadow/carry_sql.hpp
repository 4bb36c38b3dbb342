// The pieces of SQL that carry.cpp and carry_copy.cpp are made of.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "dialects/mysql/shadow/carry.hpp"

namespace migrate::mysql {

// A value of the column `from` to be compared with the column `to`: in its collation, so that the
// index serves and the server does not refuse to mix two.
std::string as(const Column& to, const Column& from, const std::string& value);
// Where the two collations differ, what is one key here may be two there: then the bytes count,
// too.
bool by_bytes(const Column& from, const Column& to);
std::string same_bytes(const Column& column, const std::string& name, const std::string& value);
// `value` of each key column, in the terms of `to`.
std::string to_key(const Carry& c, const std::string& alias, const std::string& value_format);
// The same in the terms of `from`, of values of its own kind.
using KeyValue = std::function<std::string(const Column& from, std::size_t i)>;
std::string from_key(const Carry& c, const std::string& alias, const KeyValue& value);
std::string key_names(const Carry& c, const std::string& prefix = "");
// In a SELECT from the table `from` alone, or beside tables whose columns all begin with migrate_.
std::string read_value(const Carry& c, const CarriedColumn& column);
std::string insert_from(const Carry& c, const std::string& from);
// Is what stands in the column `b` what the value `a` comes to?
std::string same_after(const Flavour& flavour, const CarriedColumn& column, const std::string& a,
                       const std::string& b);
// The rows of `from` that meet `where`, as they are to be in `to`, beside what is there; `where`
// speaks of `from` alone.
std::string beside(const Carry& c, const std::string& where, const std::string& hint);
// The same of a range of a walk, whose parameters are appended, and what the statement says behind
// its first word for it. Where the server joins by hash, each table is read once in order instead
// of the one by the key of each row of the other: two fifths less work (300,000 rows, MySQL 9.7).
std::string beside_in_range(const Carry& c, std::vector<BatchParam>& params);
std::string range_hint(const Carry& c);
// There is no such row, in an outer join. MariaDB takes 0000-00-00 in a NOT NULL column for IS
// NULL.
std::string is_missing(const Column& key, const std::string& alias);
std::string was_keys(const Carry& c);
std::string target_columns(const Carry& c);
std::string read_values(const Carry& c);
// The target's foreign keys are those of the source, whose rows have passed them: they are not
// looked at again, and above all no cascade of the target's own runs when a row is replaced.
std::string unchecked(const Carry& c, const std::string& verb, const std::string& rest);

}  // namespace migrate::mysql
