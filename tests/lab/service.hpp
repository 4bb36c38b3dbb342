// The application behind HTTP: customers, the three questions that a platform asks (has it started,
// is it alive, may it get requests), its metrics, and how it goes: not ready first, then the
// requests in flight end, then it says goodbye.
#pragma once
#include <httplib.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <thread>

#include "tests/lab/customers.hpp"
#include "tests/lab/sessions.hpp"

namespace migrate::lab {

struct ServiceSettings {
  std::string instance, version, column;
  std::chrono::milliseconds quiet{1000};  // it ends when no request came for this long
  int faulty_percent = 0;                 // of its requests, once it has turned bad
};

class Service {
 public:
  explicit Service(ServiceSettings settings);
  ~Service();

  int port() const { return port_; }
  // From here on it is ready. The sessions must outlive the service.
  void start(Sessions& sessions);
  // Not ready from now on, but it serves whoever still comes: a load balancer needs its time to
  // notice. Returns once nobody has come for a while and nothing is in flight.
  void drain();

  int served() const;

 private:
  // A deeper queue of connections than the library's five, which a busy machine overflows: then the
  // kernel drops the packet, and the client tries again after a second.
  class Server : public httplib::Server {
   public:
    void deepen();
  };
  using Reply = httplib::Response;
  using Ask = httplib::Request;

  void route();
  // Counted, and with the instance's name on the answer.
  void serve(const Ask& ask, Reply& reply, const std::function<void(const Ask&, Reply&)>& handler);
  void read(const Ask& ask, Reply& reply, bool whole_row);
  void find(const Ask& ask, Reply& reply);
  void write(const Ask& ask, Reply& reply);
  void remove(const Ask& ask, Reply& reply);
  void change(const std::function<void(db::Connection&)>& work, Reply& reply);
  bool fails();  // this request meets the mistake of a bad version
  bool ready();
  std::string metrics() const;

  ServiceSettings settings_;
  Server server_;
  int port_ = 0;
  Sessions* sessions_ = nullptr;
  std::optional<Customers> customers_;
  std::atomic<bool> started_{false}, draining_{false}, bad_{false};
  mutable std::mutex mutex_;
  std::condition_variable released_;
  bool held_released_ = false;
  int in_flight_ = 0, held_ = 0;
  std::chrono::steady_clock::time_point last_seen_;
  std::map<int, int> by_status_;
  std::mt19937 random_;
  std::thread thread_;
};

}  // namespace migrate::lab
