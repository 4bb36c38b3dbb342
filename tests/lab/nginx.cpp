#include "tests/lab/nginx.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <stdexcept>
#include <thread>

#include "tests/support/directory.hpp"
#include "util/http.hpp"

namespace migrate::lab {

namespace {

constexpr const char* program = "/usr/sbin/nginx";

// Below the range that the kernel hands out, so that no instance takes it in between.
int free_port() {
  std::random_device random;
  for (int i = 0; i < 200; ++i) {
    const int port = std::uniform_int_distribution<int>(20000, 32000)(random);
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool free = bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    close(fd);
    if (free) return port;
  }
  throw std::runtime_error("found no free port");
}

test::Command nginx(const std::filesystem::path& directory, std::vector<std::string> more) {
  test::Command command;
  command.argv = {program,
                  "-p",
                  directory.string(),
                  "-c",
                  (directory / "nginx.conf").string(),
                  "-e",
                  (directory / "error.log").string()};
  command.argv.insert(command.argv.end(), more.begin(), more.end());
  return command;
}

}  // namespace

Nginx::Nginx(std::filesystem::path directory) : directory_(std::move(directory)) {
  std::filesystem::create_directories(directory_);
}

Nginx::~Nginx() {
  if (!process_) return;
  process_->send(SIGTERM);
  process_->wait(std::chrono::seconds(20));
}

// - A request goes to a second instance only where that cannot do anything twice: `error` is a
//   connection that was refused or, for a GET, one that broke; nginx never repeats a POST that it
//   has sent. An answer of 5xx is passed to the user as it is.
// - No connection to an instance is kept, so that none is closed in the moment in which it is used.
void Nginx::write_configuration(const std::vector<Upstream>& upstreams) {
  std::string servers;
  for (const Upstream& upstream : upstreams)
    servers += fmt::format("    server 127.0.0.1:{} weight={};\n", upstream.port, upstream.weight);
  test::spill(directory_ / "nginx.conf",
              fmt::format(R"(daemon off;
worker_processes 1;
pid {}/nginx.pid;
error_log {}/error.log notice;
events {{ worker_connections 1024; }}
http {{
  log_format lab '$msec $request_method $uri $status $upstream_addr';
  access_log access.log lab;
  client_body_temp_path temporary;
  proxy_temp_path temporary;
  fastcgi_temp_path temporary;
  uwsgi_temp_path temporary;
  scgi_temp_path temporary;
  upstream web {{
{}  }}
  server {{
    listen 127.0.0.1:{} backlog=1024;
    location = /balancer/generation {{
      access_log off;
      return 200 "{}";
    }}
    location / {{
      proxy_pass http://web;
      proxy_set_header Host $host;
      proxy_connect_timeout 20s;
      proxy_read_timeout 120s;
      proxy_next_upstream error;
    }}
  }}
}}
)",
                          directory_.string(), directory_.string(), servers, port_, generation_));
}

void Nginx::serve(const std::vector<Upstream>& upstreams) {
  ++generation_;
  if (process_) {
    write_configuration(upstreams);
    signal_reload();
  } else {
    // Somebody may take the port between our look and nginx's.
    for (int attempt = 0; attempt < 5 && (!process_ || !process_->running()); ++attempt) {
      process_.reset();
      port_ = free_port();
      write_configuration(upstreams);
      start();
    }
  }
  for (int i = 0; i < 3000; ++i) {
    if (!process_->running()) break;
    if (answers()) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  throw std::runtime_error("nginx does not serve its new configuration:\n" + log());
}

void Nginx::start() {
  // Its master ends its workers when it is told so, and is told so when the lab is gone.
  test::Command command = nginx(directory_, {});
  command.argv.insert(command.argv.begin(), {"/usr/bin/setpriv", "--pdeathsig", "TERM", "--"});
  process_ = std::make_unique<test::Process>(command);
  for (int i = 0; i < 500 && process_->running() && !answers(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

// `nginx -s reload`: the master starts new workers; the old ones take no further connection and end
// with their last request.
void Nginx::signal_reload() {
  const test::Outcome outcome = test::run(nginx(directory_, {"-s", "reload"}));
  if (outcome.exit != 0) throw std::runtime_error("nginx -s reload: " + outcome.text());
}

bool Nginx::answers() {
  http::Request request;
  request.url = fmt::format("http://127.0.0.1:{}/balancer/generation", port_);
  return http::send(request).body == std::to_string(generation_);
}

long Nginx::passed_on() const {
  std::ifstream access(directory_ / "access.log");
  long count = 0;
  for (std::string line; std::getline(access, line);) count += line.find(", ") != std::string::npos;
  return count;
}

std::string Nginx::log() const {
  return test::slurp(directory_ / "error.log");
}

}  // namespace migrate::lab
