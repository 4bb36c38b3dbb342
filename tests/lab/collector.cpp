#include "tests/lab/collector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "util/http.hpp"

namespace migrate::lab {

namespace {

constexpr double enough_requests = 10, least_percent = 1;

}  // namespace

Collector::Collector() {
  const auto answer = [this](const char* path, const Group& group) {
    server_.Get(path, [this, &group](const httplib::Request&, httplib::Response& reply) {
      reply.set_content(percent(group), "text/plain");
    });
  };
  answer("/canary", canary_);
  answer("/stable", stable_);
  port_ = server_.bind_to_any_port("127.0.0.1");
  thread_ = std::thread([this] { server_.listen_after_bind(); });
}

Collector::~Collector() {
  while (!server_.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  server_.stop();
  thread_.join();
}

std::string Collector::url(const std::string& who) const {
  return fmt::format("http://127.0.0.1:{}/{}", port_, who);
}

void Collector::look_at(const Platform& platform, const std::string& canary, const Names& stable) {
  std::vector<int> ports;
  for (const std::string& name : stable) ports.push_back(platform.instance(name).port());
  const std::lock_guard lock(mutex_);
  canary_.ports = {platform.instance(canary).port()};
  stable_.ports = ports;
  for (Group* group : {&canary_, &stable_}) group->before = answers_of(group->ports);
}

// Lines of the form  lab_requests_total{…,status="500"} 12
Collector::Answers Collector::answers_of(const std::vector<int>& ports) {
  Answers answers;
  for (const int port : ports) {
    http::Request request;
    request.url = fmt::format("http://127.0.0.1:{}/metrics", port);
    std::istringstream lines(http::send(request).body);
    for (std::string line; std::getline(lines, line);) {
      if (line.rfind("lab_requests_total{", 0) != 0) continue;
      const double count = std::stod(line.substr(line.rfind(' ') + 1));
      answers.all += count;
      if (line.find("status=\"5") != std::string::npos) answers.errors += count;
    }
  }
  return answers;
}

std::string Collector::percent(const Group& group) {
  const std::lock_guard lock(mutex_);
  const Answers now = answers_of(group.ports);
  const double all = now.all - group.before.all, errors = now.errors - group.before.errors;
  const double share = all < enough_requests ? 0 : errors * 100 / all;
  return fmt::format("{:.1f}", std::max(least_percent, share));
}

}  // namespace migrate::lab
