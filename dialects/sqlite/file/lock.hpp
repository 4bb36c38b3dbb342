// One runner per database file, and who else is in the way.
#pragma once
#include <memory>
#include <string>

#include "dialects/dialect.hpp"

namespace migrate::sqlite {

// flock(2) on `<file>-migrate-lock` beside the database. Not a lock inside the database: SQLite has
// only one, the write lock, and the application needs that one. The kernel drops a flock when its
// process ends, however it ends. The file stays when the lock is released: deleting it would let a
// third process lock a new file while a second one has just opened the old.
std::unique_ptr<SessionLock> file_lock(db::ConnectionPtr connection, const std::string& database);

// "process 4711 (sqlite3)"; -1: one that has no number here, in another container.
std::string describe_process(long pid);

// Holders of the write lock as far as the operating system tells (Linux: /proc/locks).
std::vector<std::string> write_lock_holders(const std::string& database);

// The file behind `main`, asked of the connection; empty for a database in memory.
std::string database_file(db::Connection& connection);

}  // namespace migrate::sqlite
