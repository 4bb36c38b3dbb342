// How an instance tells the migrate tool that it is there: the statements of
// docs/guides/app-instances.md, on a session of its own.
#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "config/url.hpp"
#include "dialects/dialect.hpp"
#include "util/units.hpp"

namespace migrate::lab {

struct Registered {
  std::string instance, version, schema;
};

class Registration {
 public:
  // The first beat is made at once: an instance that nobody knows of must not serve.
  Registration(const Url& url, Registered self, Millis every, Millis ttl);
  ~Registration() { stop(); }

  // After the last write through this instance, and not before: from here on it counts as gone.
  void retire();

 private:
  void beat();
  void keep_beating(Millis every);
  void stop();

  Opened opened_;
  Registered self_;
  Millis ttl_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace migrate::lab
