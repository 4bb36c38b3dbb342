#include "tests/lab/platform.hpp"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

namespace migrate::lab {

Platform::Platform(std::filesystem::path directory, std::string database_url)
    : directory_(std::move(directory)),
      database_url_(std::move(database_url)),
      nginx_(directory_ / "nginx") {}

const std::string& Platform::start(const Build& build) {
  const std::string name = fmt::format("{}-{}", build.version, ++serial_[build.version]);
  auto& instance = instances_[name] =
      std::make_unique<Instance>(directory_, database_url_, name, build);
  instance->wait_ready();
  return instance->name();
}

void Platform::route(const std::map<std::string, int>& weights) {
  std::vector<Upstream> upstreams;
  for (const auto& [name, weight] : weights) upstreams.push_back({instance(name).port(), weight});
  nginx_.serve(upstreams);
  routed_ = weights;
}

void Platform::dismiss(const std::string& name) {
  Instance& instance = *instances_.at(name);
  instance.terminate();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (instance.ready()) {
    if (std::chrono::steady_clock::now() > end)
      throw std::runtime_error(name + " is told to go and still says that it is ready");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  auto rest = routed_;
  if (rest.erase(name) > 0) route(rest);
}

void Platform::kill(const std::string& name) {
  instances_.at(name)->kill();
  instances_.erase(name);
}

void Platform::dismiss_all() {
  for (const auto& [name, instance] : instances_) instance->terminate();
  for (const std::string& name : names()) wait_gone(name);
}

void Platform::wait_gone(const std::string& name) {
  const auto said = nlohmann::json::parse(instances_.at(name)->farewell());
  deadlocks_ += said.at("deadlocks").get<int>();
  prepared_anew_ += said.at("prepared_anew").get<int>();
  instances_.erase(name);
}

Names Platform::names() const {
  Names out;
  for (const auto& [name, instance] : instances_) out.push_back(name);
  return out;
}

}  // namespace migrate::lab
