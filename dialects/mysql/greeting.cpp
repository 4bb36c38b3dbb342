#include "dialects/mysql/greeting.hpp"

#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/types.h>

#include <cstddef>

namespace migrate::mysql {

namespace {

// A session is opened by the thread that wants it, and its library reads on that thread.
thread_local Greeting* listener = nullptr;

// ma_pvio.h and mysql.h of MariaDB Connector/C 3, which the driver's package does not bring along;
// both functions are in its list of exported ones since 3.0. MYSQL stays opaque.
using Heard = void (*)(int mode, void* session, const unsigned char* bytes, std::size_t length);
using Listen = int (*)(char on, Heard);
using SocketOf = int (*)(void* session);

template <typename Function>
Function in_library(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_DEFAULT, name));
}

SocketOf socket_of() {
  static const auto found = in_library<SocketOf>("mysql_get_socket");
  return found;
}

void heard(int mode, void* session, const unsigned char*, std::size_t length) {
  constexpr int reading = 0;
  // What failed comes with the -1 that reading answered.
  if (listener == nullptr || mode != reading || static_cast<ssize_t>(length) <= 0) return;
  listener->hear(socket_of()(session));
}

// The library keeps those who listen in a list without a lock: once, before the first session.
void listen_once() {
  static const bool listens = [] {
    const auto listen = in_library<Listen>("ma_pvio_register_callback");
    return listen != nullptr && socket_of() != nullptr && listen(1, heard) == 0;
  }();
  static_cast<void>(listens);
}

// Those of PostgreSQL's sessions (connection_string). A socket that is a file takes none of them.
void keep_alive(int socket) {
  const auto set = [&](int level, int option, int value) {
    ::setsockopt(socket, level, option, &value, sizeof value);
  };
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, 30);
  set(IPPROTO_TCP, TCP_KEEPINTVL, 10);
  set(IPPROTO_TCP, TCP_KEEPCNT, 3);
  // What was sent and is not acknowledged; in milliseconds.
  set(IPPROTO_TCP, TCP_USER_TIMEOUT, 60000);
}

}  // namespace

Greeting::Greeting() {
  listen_once();
  listener = this;
}

Greeting::~Greeting() {
  listener = nullptr;
}

void Greeting::hear(int socket) {
  if (!heard_) keep_alive(socket);
  heard_ = true;
}

}  // namespace migrate::mysql
