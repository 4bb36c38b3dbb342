#include "tests/lab/instance.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "util/http.hpp"

namespace migrate::lab {

namespace {

constexpr auto patience = std::chrono::seconds(120);

}  // namespace

Instance::Instance(const std::filesystem::path& directory, const std::string& database_url,
                   std::string name, const Build& build)
    : name_(std::move(name)), build_(build), port_file_(directory / (name_ + ".port")) {
  test::Command command;
  command.argv = {MIGRATE_LAB_APPLICATION,
                  "--version",
                  build.version,
                  "--instance",
                  name_,
                  "--schema",
                  build.schema,
                  "--port-file",
                  port_file_.string(),
                  "--faulty",
                  std::to_string(build.faulty),
                  "--ttl-ms",
                  std::to_string(build.ttl.count())};
  command.env["DATABASE_URL"] = database_url;
  command.directory = directory.string();
  process_ = std::make_unique<test::Process>(command);
}

void Instance::wait_ready() {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < end) {
    if (!process_->running()) break;
    if (port_ == 0) std::ifstream(port_file_) >> port_;
    if (port_ != 0 && probe("/startup") && ready()) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  throw std::runtime_error(
      fmt::format("{} did not start: {}", name_, process_->wait(std::chrono::seconds(0)).text()));
}

void Instance::kill() {
  process_->send(SIGKILL);
  process_->wait(patience);
}

std::string Instance::farewell() {
  const test::Outcome outcome = process_->wait(patience);
  if (outcome.exit != 0)
    throw std::runtime_error(fmt::format("{} did not end well: {}", name_, outcome.text()));
  return outcome.out;
}

std::string Instance::metrics() const {
  http::Request request;
  request.url = fmt::format("http://127.0.0.1:{}/metrics", port_);
  return http::send(request).body;
}

void Instance::tell(const std::string& path) const {
  http::Request request;
  request.url = fmt::format("http://127.0.0.1:{}{}", port_, path);
  request.method = "POST";
  request.timeout = Millis(30000);
  const http::Answer answer = http::send(request);
  if (!answer.ok())
    throw std::runtime_error(fmt::format("{}: POST {}: {}", name_, path, answer.trouble()));
}

bool Instance::probe(const std::string& path) const {
  http::Request request;
  request.url = fmt::format("http://127.0.0.1:{}{}", port_, path);
  return http::send(request).ok();
}

}  // namespace migrate::lab
