#include "dialects/mysql/server/greeting.hpp"

#include <arpa/inet.h>
#include <cppconn/connection.h>
#include <cppconn/exception.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <thread>

#include "dialects/mysql/server/connect_options.hpp"
#include "util/error.hpp"

namespace migrate::mysql {
namespace {

// Greets one client as a MySQL 8 without TLS does, asks for the password itself, and refuses.
class FakeServer {
 public:
  FakeServer() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listening_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listening_, 1) != 0 ||
        ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      ADD_FAILURE() << std::strerror(errno);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~FakeServer() {
    end();
    ::close(listening_);
  }
  void end() {
    if (thread_.joinable()) thread_.join();
  }

  Url url(const std::string& mode) const {
    Url url;
    url.kind = EngineKind::mysql;
    url.user = "someone";
    url.password = "S3cret-word";
    url.host = "127.0.0.1";
    url.port = port_;
    url.database = "d";
    url.params["sslmode"] = mode;
    return url;
  }

  std::string told;
  // Of the client's socket, when it had sent its name.
  int idle = 0, between = 0, probes = 0, unacknowledged = 0;

 private:
  void serve() {
    pollfd ready{listening_, POLLIN, 0};
    if (::poll(&ready, 1, 10000) != 1) return;
    session_ = ::accept(listening_, nullptr, nullptr);
    greet();
    if (const auto login = receive(); !login.empty()) {
      look_at_client();
      const char whole_password[] = {1, 4};
      send(2, {whole_password, sizeof whole_password});
      told = login + receive();
      send(4, "\xff\x15\x04#28000no");
    }
    ::close(session_);
  }

  static std::string greeting() {
    const auto zeros = [](std::size_t count) { return std::string(count, '\0'); };
    // CLIENT_PROTOCOL_41, _SECURE_CONNECTION, _CONNECT_WITH_DB, _PLUGIN_AUTH; no CLIENT_SSL
    return "\x0a" + std::string("8.0.40") + zeros(1) + "\x07" + zeros(3) + "abcdefgh" + zeros(1) +
           "\x09\x82" + "\x2d" + "\x02" + zeros(1) + "\x08" + zeros(1) + "\x15" + zeros(10) +
           "ijklmnopqrst" + zeros(1) + "caching_sha2_password" + zeros(1);
  }

  // In two pieces, as a network may deliver it.
  void greet() {
    const auto packet = framed(0, greeting());
    ::send(session_, packet.data(), 20, MSG_NOSIGNAL);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ::send(session_, packet.data() + 20, packet.size() - 20, MSG_NOSIGNAL);
  }
  void send(char number, const std::string& text) {
    const auto packet = framed(number, text);
    ::send(session_, packet.data(), packet.size(), MSG_NOSIGNAL);
  }
  static std::string framed(char number, const std::string& text) {
    return std::string{static_cast<char>(text.size()), '\0', '\0', number} + text;
  }

  // What the client sends next, in one piece as it is that short; empty when it has gone.
  std::string receive() {
    char buffer[1000];
    const auto got = ::recv(session_, buffer, sizeof buffer, 0);
    return got > 0 ? std::string(buffer, static_cast<std::size_t>(got)) : "";
  }

  void look_at_client() {
    for (int file = 0; file < 1024; ++file) {
      sockaddr_in peer{};
      socklen_t size = sizeof peer;
      if (::getpeername(file, reinterpret_cast<sockaddr*>(&peer), &size) != 0 ||
          peer.sin_family != AF_INET || ntohs(peer.sin_port) != port_)
        continue;
      const auto read = [&](int option, int& into) {
        size = sizeof into;
        ::getsockopt(file, IPPROTO_TCP, option, &into, &size);
      };
      read(TCP_KEEPIDLE, idle);
      read(TCP_KEEPINTVL, between);
      read(TCP_KEEPCNT, probes);
      read(TCP_USER_TIMEOUT, unacknowledged);
    }
  }

  const int listening_ = ::socket(AF_INET, SOCK_STREAM, 0);
  int session_ = -1, port_ = 0;
  std::thread thread_;
};

TEST(Greeting, AServerWithoutTlsIsLeftBeforeItHearsWhoAsks) {
  for (const char* mode : {"require", "verify-ca", "verify-full"}) {
    FakeServer server;
    try {
      connect(server.url(mode));
      ADD_FAILURE() << mode << " logs in";
    } catch (const Error& e) {
      EXPECT_EQ(e.report().code, "MIG-CONNECT-REFUSED");
      EXPECT_NE(e.report().what.find("offers no TLS"), std::string::npos) << e.report().what;
    }
    server.end();
    EXPECT_EQ(server.told, "") << mode;
  }
}

TEST(Greeting, NoPasswordGoesAsItIsWhereTlsIsPreferred) {
  auto with_certificate = [](Url url) {
    url.params["sslcert"] = "client.pem";
    url.params["sslkey"] = "client-key.pem";
    return url;
  };
  for (bool certificate : {false, true}) {
    FakeServer server;
    const auto url = server.url("prefer");
    EXPECT_THROW(connect(certificate ? with_certificate(url) : url), sql::SQLException);
    server.end();
    EXPECT_NE(server.told.find("someone"), std::string::npos);
    EXPECT_EQ(server.told.find("S3cret-word"), std::string::npos);
  }
}

TEST(Greeting, APathThatDiesIsNoticedWithinAMinute) {
  FakeServer server;
  EXPECT_THROW(connect(server.url("disable")), sql::SQLException);
  server.end();
  EXPECT_EQ(server.idle, 30);
  EXPECT_EQ(server.between, 10);
  EXPECT_EQ(server.probes, 3);
  EXPECT_EQ(server.unacknowledged, 60000);
}

}  // namespace
}  // namespace migrate::mysql
