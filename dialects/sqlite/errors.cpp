#include "dialects/sqlite/errors.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace migrate::sqlite {

using db::Failure;

namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

Failure classify_error_text(std::string_view message) {
  // DROP COLUMN and RENAME COLUMN wrap what they found: "error in view v after rename: no such …".
  // That is a refusal of the change, not a missing object of ours.
  if (message.starts_with("error in ")) return Failure::not_supported;
  if (has(message, "already exists") || has(message, "duplicate column name") ||
      has(message, "there is already "))
    return Failure::already_exists;
  if (has(message, "no such ")) return Failure::missing;
  if (has(message, "syntax error") || has(message, "unrecognized token") ||
      has(message, "incomplete input"))
    return Failure::syntax;
  // What its functions say of a value (func.c, json.c): it has no code for them.
  if (has(message, "integer overflow") || has(message, "malformed JSON") ||
      has(message, "JSON path") || has(message, "JSON cannot hold") ||
      has(message, "ESCAPE expression") || has(message, "pattern too complex"))
    return Failure::data;
  if (has(message, "may not be modified") || has(message, "cannot drop column") ||
      has(message, "Cannot add a ") || has(message, "unsafe use of "))
    return Failure::not_supported;
  return Failure::other;
}

}  // namespace

Failure classify(int code, std::string_view message) {
  switch (code) {
    // A reader that was overtaken cannot become a writer by waiting: only a new transaction helps.
    case SQLITE_BUSY_SNAPSHOT:
      return Failure::deadlock;
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return Failure::unique_violation;
    case SQLITE_READONLY_DBMOVED:
      return Failure::database_moved;
    default:
      break;
  }
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Failure::lock_timeout;
    case SQLITE_FULL:
      return Failure::disk_full;
    case SQLITE_READONLY:
      return Failure::read_only;
    case SQLITE_NOTADB:
      return Failure::unknown_database;
    case SQLITE_CANTOPEN:
      return Failure::unknown_database;
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return Failure::permission;
    case SQLITE_INTERRUPT:
      return Failure::cancelled;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return Failure::constraint_violation;
    case SQLITE_TOOBIG:
      return Failure::data;
    case SQLITE_ERROR:
      return classify_error_text(message);
    default:
      return Failure::other;
  }
}

std::string native_code(int code) {
  const char* name = nullptr;
  switch (code & 0xff) {
    case SQLITE_ERROR:
      name = "SQLITE_ERROR";
      break;
    case SQLITE_INTERNAL:
      name = "SQLITE_INTERNAL";
      break;
    case SQLITE_PERM:
      name = "SQLITE_PERM";
      break;
    case SQLITE_ABORT:
      name = "SQLITE_ABORT";
      break;
    case SQLITE_BUSY:
      name = "SQLITE_BUSY";
      break;
    case SQLITE_LOCKED:
      name = "SQLITE_LOCKED";
      break;
    case SQLITE_NOMEM:
      name = "SQLITE_NOMEM";
      break;
    case SQLITE_READONLY:
      name = "SQLITE_READONLY";
      break;
    case SQLITE_INTERRUPT:
      name = "SQLITE_INTERRUPT";
      break;
    case SQLITE_IOERR:
      name = "SQLITE_IOERR";
      break;
    case SQLITE_CORRUPT:
      name = "SQLITE_CORRUPT";
      break;
    case SQLITE_FULL:
      name = "SQLITE_FULL";
      break;
    case SQLITE_CANTOPEN:
      name = "SQLITE_CANTOPEN";
      break;
    case SQLITE_PROTOCOL:
      name = "SQLITE_PROTOCOL";
      break;
    case SQLITE_SCHEMA:
      name = "SQLITE_SCHEMA";
      break;
    case SQLITE_TOOBIG:
      name = "SQLITE_TOOBIG";
      break;
    case SQLITE_CONSTRAINT:
      name = "SQLITE_CONSTRAINT";
      break;
    case SQLITE_MISMATCH:
      name = "SQLITE_MISMATCH";
      break;
    case SQLITE_MISUSE:
      name = "SQLITE_MISUSE";
      break;
    case SQLITE_AUTH:
      name = "SQLITE_AUTH";
      break;
    case SQLITE_RANGE:
      name = "SQLITE_RANGE";
      break;
    case SQLITE_NOTADB:
      name = "SQLITE_NOTADB";
      break;
    default:
      break;
  }
  switch (code) {
    case SQLITE_BUSY_SNAPSHOT:
      name = "SQLITE_BUSY_SNAPSHOT";
      break;
    case SQLITE_CONSTRAINT_UNIQUE:
      name = "SQLITE_CONSTRAINT_UNIQUE";
      break;
    case SQLITE_CONSTRAINT_PRIMARYKEY:
      name = "SQLITE_CONSTRAINT_PRIMARYKEY";
      break;
    case SQLITE_CONSTRAINT_NOTNULL:
      name = "SQLITE_CONSTRAINT_NOTNULL";
      break;
    case SQLITE_CONSTRAINT_CHECK:
      name = "SQLITE_CONSTRAINT_CHECK";
      break;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      name = "SQLITE_CONSTRAINT_FOREIGNKEY";
      break;
    case SQLITE_CONSTRAINT_TRIGGER:
      name = "SQLITE_CONSTRAINT_TRIGGER";
      break;
    default:
      break;
  }
  return name ? fmt::format("{} ({})", name, code) : std::to_string(code);
}

void throw_last(sqlite3* handle, int code) {
  std::string message = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  throw db::DbError(classify(code, message), native_code(code), message);
}

}  // namespace migrate::sqlite
