// An application's session that sends files of its own to MySQL or MariaDB (LOAD DATA LOCAL
// INFILE). The tool's own never do: this one is made of the driver itself.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

namespace sql {
class Connection;
}

namespace migrate::test {

class LocalFiles {
 public:
  // Not while another thread makes a session: the driver does not stand that.
  explicit LocalFiles(const std::string& url);
  ~LocalFiles();

  // Rows changed. Throws db::DbError.
  std::uint64_t load(const std::string& sql);

 private:
  std::unique_ptr<sql::Connection> session_;
};

}  // namespace migrate::test
