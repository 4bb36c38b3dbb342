// A column as SQL: its definition, its comparison by stored image, its values as batch keys.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "dialects/mysql/flavour.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

// A literal, or the statement's own time: the same for every evaluation inside one statement.
bool is_constant(const std::string& default_sql);
// CURRENT_TIMESTAMP(3), NOW() …
bool is_now(std::string_view text);

// The literal of a default. DEFAULT ('x') is as constant as DEFAULT 'x'; where a column of TEXT has
// one on MySQL, it is that.
std::optional<std::string> constant_default(const Column& column);

// What may stand after DEFAULT for the user's text: literals and CURRENT_TIMESTAMP bare, anything
// else in parentheses.
std::string default_clause(const std::string& sql);

// "varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin": the type with all that belongs to it.
std::string type_sql(const Column& column);

// "`name` <type> NULL DEFAULT … ON UPDATE … INVISIBLE COMMENT …", as ADD and MODIFY want it.
std::string definition_sql(const Column& column);
// Of a table that gets values of this one, behind CREATE TABLE: " ENCRYPTION='Y'", or nothing.
std::string encryption_sql(const Table& table);

// The column's lower-case type word; for planned columns too, that have no catalog entry yet.
std::string data_type(const Column& column);
bool is_text(const Column& column);  // compared bytewise: char, text, enum, set
bool is_blob(const Column& column);  // TEXT, BLOB, JSON: no literal default on MySQL
bool is_spatial(const Column& column);
bool by_length(const Column& column);  // stored with its length, in the row or beside it

// NULL-safe "holds the same bytes" and its negation, for two expressions of this column's type.
std::string same(const Column& column, const std::string& a, const std::string& b);
std::string differs(const Column& column, const std::string& a, const std::string& b);

// The bytes that `expression` stores in the column, whatever character set it gives them in.
std::string stored(const Column& column, const std::string& expression);

// The value that a NOT NULL column without default gets when it is left out outside strict mode,
// as a literal; nullopt where there is none.
std::optional<std::string> implicit_value(const Column& column);

// The same as a default that ALTER COLUMN … SET DEFAULT accepts on this server.
std::optional<std::string> implicit_default(const Column& column, const Flavour& flavour);

// The user's text for a default as ALTER COLUMN … SET DEFAULT takes it: that statement reads less
// as a literal than a column's definition does.
std::string settable_default(const Column& column, const std::string& sql, const Flavour& flavour);

// A key column's value selected so that it can be passed back, and a placeholder of that value
// turned back into the column's type, so that the server compares by the index.
std::string key_value(const Column& column, const std::string& quoted);
std::string key_placeholder(const Column& column);
bool is_enumerated(const Column& column);  // ENUM, SET: passed as its number
// Does it come back as the very value whatever it is? A text of a character set of its own goes
// through that of the connection, others through a text.
bool is_passed_as_it_is(const Column& column);
// Why a walk cannot go by this column; empty when it can.
std::string key_problem(const Column& column);

}  // namespace migrate::mysql
