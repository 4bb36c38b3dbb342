// The driver hands out neither the socket of a session nor what the server said before the login.
// The client library beneath it, MariaDB Connector/C, lets one listen to what it reads. With
// another one nobody listens, and a session is opened as if nobody had wanted to.
#pragma once
#include <string>
#include <string_view>

namespace migrate::mysql {

// What is done with a server that offers no TLS. Asked for TLS in vain, the library goes on without
// it, takes the session for a safe one nevertheless, and answers `caching_sha2_password` with the
// password as it is (3.3.20).
enum class WithoutTls {
  accept,
  unask,  // as if nobody had asked: such a password goes encrypted by the server's key
  leave,  // before it is told who asks; the driver then fails
};

// Listens to the session that the calling thread opens while this lives. The first word of the
// server gives its socket keepalives: of a path that dies under a statement the kernel tells within
// a minute, not after the two hours that are its own.
class Greeting {
 public:
  explicit Greeting(WithoutTls without_tls);
  ~Greeting();
  Greeting(const Greeting&) = delete;
  Greeting& operator=(const Greeting&) = delete;

  bool left() const { return left_; }

  // In between stands a library in C.
  void hear(void* session, int socket, std::string_view bytes) noexcept;

 private:
  const WithoutTls without_tls_;
  std::string text_;
  bool understood_ = false, left_ = false;
};

}  // namespace migrate::mysql
