// The driver hands out neither the socket of a session nor what the server said before the login.
// The client library beneath it, MariaDB Connector/C, lets one listen to what it reads. With
// another one nobody listens, and a session is opened as if nobody had wanted to.
#pragma once

namespace migrate::mysql {

// Listens to the session that the calling thread opens while this lives. The first word of the
// server gives its socket keepalives: of a path that dies under a statement the kernel tells within
// a minute, not after the two hours that are its own.
class Greeting {
 public:
  Greeting();
  ~Greeting();
  Greeting(const Greeting&) = delete;
  Greeting& operator=(const Greeting&) = delete;

  void hear(int socket);

 private:
  bool heard_ = false;
};

}  // namespace migrate::mysql
