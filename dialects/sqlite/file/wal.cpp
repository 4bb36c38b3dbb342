#include "dialects/sqlite/file/wal.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <mutex>
#include <utility>

#include "dialects/sqlite/file/lock.hpp"

namespace migrate::sqlite {

namespace {

// Bytes of the wal-index: its header stands there twice, behind it how far checkpoints have come.
constexpr std::size_t header_size = 48, is_init = 12, page_size = 14, last_frame = 16,
                      checkpointed = 96, read_size = 136;
constexpr std::uint64_t frame_header = 24;
// Locks on bytes of that file: those of readers, and the one that every connection holds.
constexpr off_t first_reader = 123, readers = 5, open_lock = 128;

using Index = std::array<unsigned char, read_size>;

// In the machine's own byte order, as SQLite writes them.
template <typename T>
T number(const Index& index, std::size_t at) {
  T value{};
  std::memcpy(&value, index.data() + at, sizeof value);
  return value;
}

// Never closed: with any descriptor of a file that is closed, all POSIX locks go that this process
// holds on it, and SQLite's own are among them.
int kept_open(const std::string& path) {
  static std::mutex mutex;
  static std::map<std::pair<dev_t, ino_t>, int> open;
  const std::lock_guard lock(mutex);
  struct stat file {};
  if (::stat(path.c_str(), &file) != 0) return -1;
  const auto [known, fresh] = open.try_emplace({file.st_dev, file.st_ino}, -1);
  if (fresh) known->second = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  return known->second;
}

// The process that holds a lock on these bytes; 0: none but this one, -1: one that has no number
// here (another container).
long holder(int file, off_t start, off_t length) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = start;
  lock.l_len = length;
  if (::fcntl(file, F_GETLK, &lock) != 0) return -1;
  if (lock.l_type == F_UNLCK) return 0;
  return lock.l_pid > 0 ? lock.l_pid : -1;
}

}  // namespace

std::optional<Dialect::Wal> wal_of(const std::string& database) {
  if (database.empty()) return std::nullopt;
  const int file = kept_open(database + "-shm");
  if (file < 0) return std::nullopt;
  Index index{};
  // Its two copies differ while a writer changes them: then the last answer is as good.
  for (int tries = 0; tries < 10; ++tries) {
    if (::pread(file, index.data(), index.size(), 0) != static_cast<ssize_t>(index.size()))
      return std::nullopt;
    if (std::memcmp(index.data(), index.data() + header_size, header_size) == 0) break;
  }
  if (index[is_init] == 0) return std::nullopt;
  Dialect::Wal wal;
  const auto frames = number<std::uint32_t>(index, last_frame);
  const auto done = number<std::uint32_t>(index, checkpointed);
  const auto written = number<std::uint16_t>(index, page_size);
  const std::uint64_t page = written == 1 ? 65536 : written;
  // All of it taken in: the next writer begins at its front again, or waits for a reader to go.
  if (done < frames) wal.bytes = frames * (page + frame_header);
  if (const long reader = holder(file, first_reader, readers); reader != 0)
    wal.reader = describe_process(reader);
  wal.alone = holder(file, open_lock, 1) == 0;
  return wal;
}

}  // namespace migrate::sqlite
