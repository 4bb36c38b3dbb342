// What makes two files the same migration: content, not spelling.
#pragma once
#include <string>

#include "migration/document.hpp"

namespace migrate {

inline constexpr int checksum_algorithm = 2;

// SHA-256, lower-case hex. A document: its tree with map keys sorted and null fields left out,
// scalars by their text; so the order of keys, quotes, comments and the format do not count. A SQL
// file: its text with LF newlines, without a byte-order mark and without newlines at the end.
//
// Version 2: the nulls that say something (`default` and `comment` of alter_column) count. Version
// 1 is what older records hold; of SQL files both are the same.
std::string document_checksum(const Node& root, int version = checksum_algorithm);
std::string sql_checksum(const std::string& clean_sql);

}  // namespace migrate
