// Reads the live schema from information_schema.
//
// Facts of these servers that have no field of their own in Schema stand in `extra`:
//   Column: "data_type" (varchar), "on_update" (CURRENT_TIMESTAMP(3)), "invisible", "generation"
//   (its
//     expression), "inexact_default" (the catalog does not tell it byte for byte)
//   Table: "engine", "row_format", "kind" (partitioned, system versioned), "partition"
//   (expressions),
//     "comment", "collation", "encryption" (as CREATE TABLE takes it), "view_sql <view>" (its
//     text), "hidden_views" (of this database, whose text this account is not told: each may read
//     the table), "row_versions" (MySQL, where readable)
#pragma once
#include <set>
#include <string>

#include "dialects/connection.hpp"
#include "dialects/mysql/flavour.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

Schema inspect(db::Connection& connection, const Flavour& flavour,
               const std::set<std::string>* tables);

// Of CREATE_OPTIONS of information_schema.TABLES: that it is encrypted, and with which key
// (MariaDB).
std::string encryption(const std::string& options);

// inspect_columns.cpp
// MySQL stores an expression's text with its quotes escaped once too often: _utf8mb4\'x\'. Read as
// SQL, such a literal would have no end.
std::string unescape(const std::string& text);
void read_columns(db::Connection& connection, const Flavour& flavour, const std::string& only,
                  Schema& schema);
// inspect_constraints.cpp
void read_indexes(db::Connection& connection, const Flavour& flavour, const std::string& only,
                  Schema& schema);
void read_foreign_keys(db::Connection& connection, Schema& schema);
void read_checks(db::Connection& connection, const Flavour& flavour, Schema& schema);
// root@127.0.0.1 as SQL; a role has no host.
std::string account(const std::string& definer);
void read_triggers(db::Connection& connection, const std::string& only, Schema& schema);
void read_views(db::Connection& connection, Schema& schema);

}  // namespace migrate::mysql
