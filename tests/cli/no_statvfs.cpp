// Preloaded: a filesystem that does not tell how much room it has.
#include <sys/statvfs.h>

#include <cerrno>

extern "C" int statvfs(const char*, struct statvfs*) noexcept {
  errno = EIO;
  return -1;
}
