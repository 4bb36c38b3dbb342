// What makes two files the same migration: content, not spelling.
#pragma once
#include <string>

#include "migration/document.hpp"

namespace migrate {

inline constexpr int checksum_algorithm = 1;

// Version 1 (SHA-256, lower-case hex). A document: its tree with map keys sorted and null fields
// left out, scalars by their text; so the order of keys, quotes, comments and the format do not
// count. A SQL file: its text with LF newlines, without a byte-order mark and without newlines at
// the end.
std::string document_checksum(const Node& root);
std::string sql_checksum(const std::string& clean_sql);

}  // namespace migrate
