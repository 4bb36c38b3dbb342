#include "cli/database_error.hpp"

namespace migrate::cli {

Error from_database(const db::DbError& e) {
  if (e.failure() == db::Failure::database_moved)
    return Error(
        ExitCode::failed,
        {"MIG-DATABASE-MOVED",
         std::string(e.what()) + " while this command worked on it",
         "",
         "everything committed so far is recorded in the file that was there; nothing was "
         "written to the one that stands there now, nor was one made",
         "put the right file in its place, then migrate status and the same command again",
         {"a -wal and a -shm beside it belong to the file that is gone: take them away with "
          "it, or keep them with it; SQLite would apply them to the new one"}});
  std::string what = "the database answered: " + std::string(e.what());
  if (!e.native_code().empty()) what += " (" + e.native_code() + ")";
  if (e.failure() == db::Failure::lock_timeout)
    return Error(ExitCode::failed,
                 {"MIG-LOCK-TIMEOUT",
                  "another session kept the lock that this command needed: " + what,
                  "",
                  "every step that is recorded as done is done; nothing else was kept",
                  "end or wait for that session, then run the same command again",
                  {}});
  if (e.failure() == db::Failure::disk_full)
    return Error(ExitCode::failed,
                 {"MIG-DISK-FULL",
                  "the disk is full: " + what,
                  "",
                  "every step that is recorded as done is done; nothing else was kept",
                  "free space on the disk that holds the database, then run the same command again",
                  {}});
  return Error(ExitCode::failed,
               {"MIG-DATABASE",
                what,
                "",
                "every step that is recorded as done is done; nothing else was kept",
                "migrate status, then the same command again",
                {}});
}

}  // namespace migrate::cli
