#include "util/file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "util/error.hpp"
#include "util/host.hpp"
#include "util/text.hpp"
#include "util/units.hpp"

namespace migrate {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }
  bool shut() { return close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

[[noreturn]] void unreadable(const std::string& path, const std::string& why) {
  refuse("MIG-FILE-READ", "cannot read " + printable(path) + ": " + why,
         "check the path and its permissions");
}

[[noreturn]] void exists(const std::string& path) {
  refuse("MIG-FILE-EXISTS", printable(path) + " exists already and is not overwritten",
         "choose another name, or remove the file first");
}

[[noreturn]] void unwritable(const std::string& path, const std::string& why) {
  refuse("MIG-FILE-WRITE", "cannot write " + printable(path) + ": " + why,
         "check that the directory exists and may be written");
}

std::string errno_text() {
  return std::strerror(errno);
}

}  // namespace

std::string read_file(const std::string& path, std::size_t limit) {
  if (path.find('\0') != std::string::npos) unreadable(path, "the path holds a NUL byte");
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) unreadable(path, errno_text());
  struct stat status {};
  if (fstat(file.get(), &status) != 0) unreadable(path, errno_text());
  if (S_ISDIR(status.st_mode)) unreadable(path, "it is a directory");
  std::string content;
  std::string buffer(1u << 16, '\0');
  for (;;) {
    const ssize_t got = read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) unreadable(path, errno_text());
    if (got == 0) return content;
    content.append(buffer, 0, static_cast<std::size_t>(got));
    if (content.size() > limit) unreadable(path, "it is larger than " + format_size(limit));
  }
}

void write_new_file(const std::string& path, const std::string& content) {
  if (path.find('\0') != std::string::npos) unwritable(path, "the path holds a NUL byte");
  if (file_exists(path)) exists(path);
  const std::string temporary = path + ".tmp" + std::to_string(process_id());
  Descriptor file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (file.get() < 0) unwritable(path, errno_text());
  const auto give_up = [&](const std::string& why) {
    unlink(temporary.c_str());
    unwritable(path, why);
  };
  for (std::size_t done = 0; done < content.size();) {
    const ssize_t put = write(file.get(), content.data() + done, content.size() - done);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) give_up(errno_text());
    done += static_cast<std::size_t>(put);
  }
  if (fsync(file.get()) != 0 && errno != EINVAL && errno != ENOTSUP) give_up(errno_text());
  if (!file.shut()) give_up(errno_text());
  // link() fails where the name exists, so a file made meanwhile by someone else is not replaced.
  if (link(temporary.c_str(), path.c_str()) == 0) {
    unlink(temporary.c_str());
    return;
  }
  if (errno == EEXIST) {
    unlink(temporary.c_str());
    exists(path);
  }
  // File systems without hard links.
  if (rename(temporary.c_str(), path.c_str()) != 0) give_up(errno_text());
}

std::vector<std::string> list_files(const std::string& directory) {
  DIR* handle = opendir(directory.c_str());
  if (handle == nullptr) unreadable(directory, errno_text());
  std::vector<std::string> names;
  for (;;) {
    errno = 0;
    const dirent* entry = readdir(handle);
    if (entry == nullptr) break;
    struct stat status {};
    // Follows links: a mounted Kubernetes ConfigMap holds nothing but links.
    if (fstatat(dirfd(handle), entry->d_name, &status, 0) == 0 && S_ISREG(status.st_mode))
      names.emplace_back(entry->d_name);
  }
  const int problem = errno;
  closedir(handle);
  if (problem != 0) unreadable(directory, std::strerror(problem));
  std::sort(names.begin(), names.end());
  return names;
}

bool file_exists(const std::string& path) {
  struct stat status {};
  return path.find('\0') == std::string::npos && lstat(path.c_str(), &status) == 0;
}

}  // namespace migrate
