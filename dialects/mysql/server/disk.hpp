// How much room the disk of the server's tables has, as far as that can be seen for certain.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "dialects/connection.hpp"

namespace migrate::mysql {

struct DiskRoom {
  std::string where;  // the directory
  std::uint64_t free = 0;
  bool log_too = false;  // the binary log is on the same disk
};

// By the server's DISKS plugin (MariaDB); else by looking, where the server's directory is one of
// this machine. That it is the same, and no other server's under the same name, is proven by a
// table of a random name (migrate_trial_…): its file comes with it and goes with it. Nothing: it
// cannot be seen. The caller holds the lock of a trial.
std::optional<DiskRoom> disk_room(db::Connection& connection);

// Only what the server tells by itself: nothing is made to find out.
std::optional<DiskRoom> told_disk_room(db::Connection& connection);

// What a copy of a table takes: its rows and indexes, a tenth more and 16 MB for what the server
// needs beside; the rows once more for the log.
struct DiskNeed {
  std::uint64_t table = 0, log = 0;
};
DiskNeed disk_need(db::Connection& connection, const std::string& table);

}  // namespace migrate::mysql
