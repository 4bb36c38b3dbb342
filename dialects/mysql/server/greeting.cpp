#include "dialects/mysql/server/greeting.hpp"

#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/types.h>

#include <cstddef>
#include <optional>

namespace migrate::mysql {

namespace {

// A session is opened by the thread that wants it, and its library reads on that thread.
thread_local Greeting* listener = nullptr;

// ma_pvio.h and mysql.h of MariaDB Connector/C 3, which the driver's package does not bring along;
// the functions are in its list of exported ones since 3.0. MYSQL stays opaque.
using Heard = void (*)(int mode, void* session, const unsigned char* bytes, std::size_t length);
using Listen = int (*)(char on, Heard);
using SocketOf = int (*)(void* session);
using SetOption = int (*)(void* session, int option, const void* value);
constexpr int option_key = 25, option_certificate = 26, option_enforce = 38;

template <typename Function>
Function in_library(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_DEFAULT, name));
}

SocketOf socket_of() {
  static const auto found = in_library<SocketOf>("mysql_get_socket");
  return found;
}

SetOption set_option() {
  static const auto found = in_library<SetOption>("mysql_options");
  return found;
}

void heard(int mode, void* session, const unsigned char* bytes, std::size_t length) {
  constexpr int reading = 0;
  // What failed comes with the -1 that reading answered.
  if (listener == nullptr || mode != reading || static_cast<ssize_t>(length) <= 0) return;
  listener->hear(session, socket_of()(session), {reinterpret_cast<const char*>(bytes), length});
}

// The library keeps those who listen in a list without a lock: once, before the first session.
void listen_once() {
  static const bool listens = [] {
    const auto listen = in_library<Listen>("ma_pvio_register_callback");
    return listen != nullptr && socket_of() != nullptr && set_option() != nullptr &&
           listen(1, heard) == 0;
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

// Nothing while a part of it is on the way.
// https://mariadb.com/kb/en/connection/#initial-handshake-packet
std::optional<bool> offers_tls(std::string_view packet) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(packet[at]); };
  constexpr std::size_t header = 4;
  if (packet.size() < header) return std::nullopt;
  const std::size_t length = byte(0) | byte(1) << 8 | byte(2) << 16;
  if (packet.size() < header + length) return std::nullopt;
  packet = packet.substr(header, length);
  // An error in place of a greeting: no login follows.
  if (packet.empty() || byte(0) == 0xff) return true;
  const auto version_end = packet.find('\0', 1);
  if (version_end == packet.npos) return false;
  constexpr std::size_t thread_and_scramble = 4 + 8 + 1;
  const std::size_t capabilities = version_end + 1 + thread_and_scramble;
  constexpr int client_ssl = 0x0800;
  return capabilities + 1 < packet.size() &&
         ((byte(capabilities) | byte(capabilities + 1) << 8) & client_ssl) != 0;
}

// A certificate of the client's would be a request for TLS, too.
void unask_tls(void* session) {
  const char no = 0;
  set_option()(session, option_enforce, &no);
  set_option()(session, option_key, nullptr);
  set_option()(session, option_certificate, nullptr);
}

}  // namespace

Greeting::Greeting(WithoutTls without_tls) : without_tls_(without_tls) {
  listen_once();
  listener = this;
}

Greeting::~Greeting() {
  listener = nullptr;
}

void Greeting::hear(void* session, int socket, std::string_view bytes) noexcept {
  if (understood_) return;
  if (text_.empty()) keep_alive(socket);
  text_ += bytes;
  const auto offered = offers_tls(text_);
  if (!offered) return;
  understood_ = true;
  if (*offered) return;
  if (without_tls_ == WithoutTls::unask) unask_tls(session);
  if (without_tls_ != WithoutTls::leave) return;
  left_ = true;
  // The library has read, and not answered yet: its answer finds no way out.
  ::shutdown(socket, SHUT_RDWR);
}

}  // namespace migrate::mysql
