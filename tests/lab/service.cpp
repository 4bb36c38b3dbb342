#include "tests/lab/service.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <stdexcept>

namespace migrate::lab {

using Clock = std::chrono::steady_clock;

void Service::Server::deepen() {
  ::listen(svr_sock_, 256);
}

Service::Service(ServiceSettings settings)
    : settings_(std::move(settings)), random_(std::hash<std::string>()(settings_.instance)) {
  route();
  server_.new_task_queue = [] { return new httplib::ThreadPool(12); };
  port_ = server_.bind_to_any_port("127.0.0.1");
  if (port_ <= 0) throw std::runtime_error("no port to listen on");
  server_.deepen();
  thread_ = std::thread([this] { server_.listen_after_bind(); });
  while (!server_.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

Service::~Service() {
  {
    std::lock_guard lock(mutex_);
    held_released_ = true;
  }
  released_.notify_all();
  server_.stop();
  thread_.join();
}

void Service::start(Sessions& sessions) {
  customers_.emplace(sessions.dialect(), settings_.column);
  sessions.run([&](db::Connection& connection) { customers_->probe(connection); });
  sessions_ = &sessions;
  started_ = true;
}

void Service::drain() {
  {
    std::lock_guard lock(mutex_);
    draining_ = true;
    last_seen_ = Clock::now();
  }
  for (;;) {
    {
      std::lock_guard lock(mutex_);
      if (in_flight_ == 0 && Clock::now() - last_seen_ >= settings_.quiet) return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

int Service::served() const {
  std::lock_guard lock(mutex_);
  int all = 0;
  for (const auto& [status, count] : by_status_) all += count;
  return all;
}

void Service::route() {
  const auto says = [](Reply& reply, bool yes, const char* good, const char* bad) {
    reply.status = yes ? 200 : 503;
    reply.set_content(yes ? good : bad, "text/plain");
  };
  server_.Get("/live", [=](const Ask&, Reply& reply) { says(reply, true, "alive", ""); });
  server_.Get("/startup", [=, this](const Ask&, Reply& reply) {
    says(reply, started_, "started", "starting");
  });
  server_.Get("/ready", [=, this](const Ask&, Reply& reply) {
    says(reply, ready(), "ready", draining_ ? "draining" : "not ready");
  });
  server_.Get("/metrics", [this](const Ask&, Reply& reply) {
    reply.set_content(metrics(), "text/plain; version=0.0.4");
  });
  server_.Post("/lab/turn-bad", [this](const Ask&, Reply&) { bad_ = true; });
  server_.Post("/lab/release", [this](const Ask&, Reply&) {
    {
      std::lock_guard lock(mutex_);
      held_released_ = true;
    }
    released_.notify_all();
  });
  const auto served = [this](auto method) {
    return [this, method](const Ask& ask, Reply& reply) {
      serve(ask, reply, [&](const Ask& a, Reply& r) { (this->*method)(a, r); });
    };
  };
  server_.Get(R"(/customers/(\d+))", [this](const Ask& ask, Reply& reply) {
    serve(ask, reply, [this](const Ask& a, Reply& r) { read(a, r, false); });
  });
  server_.Get(R"(/customers/(\d+)/card)", [this](const Ask& ask, Reply& reply) {
    serve(ask, reply, [this](const Ask& a, Reply& r) { read(a, r, true); });
  });
  server_.Get("/customers", served(&Service::find));
  server_.Post(R"(/customers/(\d+))", served(&Service::write));
  server_.Post(R"(/customers/(\d+)/remove)", served(&Service::remove));
}

void Service::serve(const Ask& ask, Reply& reply,
                    const std::function<void(const Ask&, Reply&)>& handler) {
  {
    std::lock_guard lock(mutex_);
    ++in_flight_;
  }
  reply.set_header("X-Instance", settings_.instance);
  reply.status = 200;
  try {
    if (!started_) throw std::runtime_error("not started");
    handler(ask, reply);
  } catch (const std::exception& error) {
    reply.status = 500;
    reply.set_content(error.what(), "text/plain");
  }
  std::lock_guard lock(mutex_);
  --in_flight_;
  ++by_status_[reply.status];
  last_seen_ = Clock::now();
}

bool Service::fails() {
  if (!bad_) return false;
  std::lock_guard lock(mutex_);
  return std::uniform_int_distribution<int>(0, 99)(random_) < settings_.faulty_percent;
}

bool Service::ready() {
  if (!started_ || draining_) return false;
  try {
    sessions_->run([](db::Connection& connection) { connection.query("SELECT 1"); });
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

void Service::read(const Ask& ask, Reply& reply, bool whole_row) {
  if (fails()) throw std::runtime_error("a mistake of this version");
  std::optional<Customer> found;
  sessions_->run([&](db::Connection& connection) {
    const std::int64_t id = std::stoll(ask.matches[1]);
    found = whole_row ? customers_->card(connection, id) : customers_->read(connection, id);
  });
  if (found) {
    reply.set_content(fmt::format("{}\n{}", found->changes, found->name), "text/plain");
  } else {
    reply.status = 404;
    reply.set_content("no such customer", "text/plain");
  }
}

void Service::find(const Ask& ask, Reply& reply) {
  if (fails()) throw std::runtime_error("a mistake of this version");
  std::vector<std::int64_t> ids;
  sessions_->run([&](db::Connection& connection) {
    ids = customers_->find(connection, ask.get_param_value("name"));
  });
  reply.set_content(fmt::format("{}", fmt::join(ids, "\n")), "text/plain");
}

void Service::write(const Ask& ask, Reply& reply) {
  if (ask.has_param("hold")) {
    std::unique_lock lock(mutex_);
    ++held_;
    released_.wait(lock, [this] { return held_released_; });
    --held_;
  }
  change(
      [&](db::Connection& connection) {
        customers_->write(connection, std::stoll(ask.matches[1]), ask.body);
      },
      reply);
}

void Service::remove(const Ask& ask, Reply& reply) {
  change(
      [&](db::Connection& connection) {
        customers_->remove(connection, std::stoll(ask.matches[1]));
      },
      reply);
}

// A version that is bad fails before it has written, or when it already has.
void Service::change(const std::function<void(db::Connection&)>& work, Reply& reply) {
  if (fails()) throw std::runtime_error("a mistake of this version, before it wrote");
  sessions_->run(work);
  if (fails()) throw std::runtime_error("a mistake of this version, after it wrote");
  reply.set_content("written", "text/plain");
}

std::string Service::metrics() const {
  std::lock_guard lock(mutex_);
  std::string out =
      "# HELP lab_requests_total Requests answered.\n# TYPE lab_requests_total counter\n";
  for (const auto& [status, count] : by_status_)
    out += fmt::format(
        "lab_requests_total{{app=\"web\",instance=\"{}\",version=\"{}\",status=\"{}\"}} {}\n",
        settings_.instance, settings_.version, status, count);
  out += fmt::format(
      "# HELP lab_requests_held Requests that wait to be released.\n"
      "# TYPE lab_requests_held gauge\nlab_requests_held {}\n",
      held_);
  return out;
}

}  // namespace migrate::lab
