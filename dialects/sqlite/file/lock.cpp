#include "dialects/sqlite/file/lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>

#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

using db::DbError;
using db::Failure;

bool same_file(const struct stat& a, const struct stat& b) {
  return a.st_ino == b.st_ino && a.st_dev == b.st_dev;
}

class FileLock final : public SessionLock {
 public:
  FileLock(db::ConnectionPtr connection, std::string path)
      : connection_(std::move(connection)), path_(std::move(path)) {}
  ~FileLock() override { close_file(); }

  bool try_acquire() override {
    if (fd_ >= 0) return held();
    // CLOEXEC: a command that a check starts must not inherit the lock and keep it alive.
    fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd_ < 0)
      throw DbError(errno == EROFS ? Failure::read_only : Failure::permission, "open",
                    fmt::format("cannot open {}: {}", path_, std::strerror(errno)));
    if (::flock(fd_, LOCK_EX | LOCK_NB) == 0 && held()) return true;
    close_file();
    return false;
  }

  // The descriptor keeps the lock; it means something only while the path leads to the same file,
  // because the next runner would lock what it finds there.
  bool held() override {
    struct stat ours {
    }, there{};
    return fd_ >= 0 && ::fstat(fd_, &ours) == 0 && ::stat(path_.c_str(), &there) == 0 &&
           same_file(ours, there);
  }

 private:
  void close_file() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

  db::ConnectionPtr connection_;
  std::string path_;
  int fd_ = -1;
};

// Nothing to lock: a database in memory has no second process.
class NoLock final : public SessionLock {
 public:
  bool try_acquire() override { return true; }
  bool held() override { return true; }
};

std::string command_of(long pid) {
  std::ifstream file(fmt::format("/proc/{}/cmdline", pid), std::ios::binary);
  std::string line(1024, '\0');
  file.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<std::size_t>(file.gcount()));
  // Only the program's name: arguments may hold a secret.
  line.resize(std::min(line.size(), line.find('\0')));
  return printable(line);
}

// "1: POSIX  ADVISORY  WRITE 4711 08:01:1234 1073741825 1073741825"; lines of waiters have "->".
std::set<long> posix_writers(const struct stat& file) {
  std::set<long> pids;
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number, type, mode, access, where;
    long pid = 0;
    if (!(words >> number >> type >> mode >> access >> pid >> where)) continue;
    if (type != "POSIX" || access != "WRITE" || pid <= 0 || pid == ::getpid()) continue;
    auto colon = where.rfind(':');
    if (colon != std::string::npos && where.substr(colon + 1) == std::to_string(file.st_ino))
      pids.insert(pid);
  }
  return pids;
}

}  // namespace

std::string database_file(db::Connection& connection) {
  for (auto& row : connection.query("PRAGMA database_list").rows)
    if (row.size() > 2 && row[1].text == "main") return row[2].text;
  return {};
}

std::unique_ptr<SessionLock> file_lock(db::ConnectionPtr connection, const std::string& database) {
  if (database.empty()) return std::make_unique<NoLock>();
  return std::make_unique<FileLock>(std::move(connection), database + "-migrate-lock");
}

std::string describe_process(long pid) {
  return pid > 0 ? fmt::format("process {} ({})", pid, command_of(pid)) : "a process elsewhere";
}

std::vector<std::string> write_lock_holders(const std::string& database) {
  std::set<long> pids;
  // WAL mode locks its bytes in the -shm file, the other modes in the database itself.
  for (auto& path : {database, database + "-shm"}) {
    struct stat file {};
    if (::stat(path.c_str(), &file) == 0) pids.merge(posix_writers(file));
  }
  std::vector<std::string> lines;
  for (long pid : pids)
    lines.push_back(fmt::format("{} holds the write lock of {}", describe_process(pid), database));
  if (lines.empty()) lines.push_back("another process holds the write lock of " + database);
  return lines;
}

}  // namespace migrate::sqlite
