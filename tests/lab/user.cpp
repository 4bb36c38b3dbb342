#include "tests/lab/user.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "util/http.hpp"
#include "util/text.hpp"

namespace migrate::lab {

namespace {

// A new connection for each request: one that is kept may be closed by the balancer in the moment
// in which it is used again, which tells nothing about the release.
httplib::Client connect(int port) {
  httplib::Client client("127.0.0.1", port);
  client.set_connection_timeout(30);
  client.set_read_timeout(120);
  client.set_write_timeout(30);
  client.set_keep_alive(false);
  return client;
}

}  // namespace

User::User(Ledger& ledger, int port, std::int64_t customers, unsigned number)
    : ledger_(ledger), port_(port), customers_(customers), number_(number), random_(number) {}

// A third of it goes to a few customers, whom every version reads and writes; and some are new.
std::int64_t User::some_customer() {
  const std::int64_t most = chance() < 33 ? 50 : customers_ * 6 / 5;
  return std::uniform_int_distribution<std::int64_t>(1, most)(random_);
}

Experience User::act() {
  // Whoever is asked about by another user is left alone: that wait would be ours, not the
  // service's.
  std::optional<Ledger::Entry> free;
  while (!free) free = ledger_.try_lock(some_customer());
  Ledger::Entry& entry = *free;
  const int turn = chance();
  if (turn < 35) return read(entry, fmt::format("/customers/{}", entry.id()));
  if (turn < 45) return read(entry, fmt::format("/customers/{}/card", entry.id()));
  if (turn < 52 && entry.sure() && entry.now()) return find(entry);
  if (turn < 58 && entry.now()) return remove(entry);
  return write(entry, "");
}

Experience User::write_slowly(std::int64_t id) {
  Ledger::Entry entry = ledger_.lock(id);
  return write(entry, "?hold=1");
}

Experience User::read(Ledger::Entry& entry, const std::string& path) {
  Experience experience;
  const auto answer = get(path, experience);
  if (experience.failed) return experience;
  Ledger::State found;
  if (answer->status == 200) {
    const auto end = answer->body.find('\n');
    found = Customer{answer->body.substr(end + 1), std::stoll(answer->body)};
  }
  const std::string expected = entry.text();
  if (entry.seen(found)) return experience;
  experience.wrong = true;
  experience.what = fmt::format("GET {}: read {}, expected {}", path, text_of(found), expected);
  return experience;
}

Experience User::find(Ledger::Entry& entry) {
  Experience experience;
  const auto answer = get("/customers?name=" + http::encode(entry.now()->name), experience);
  if (experience.failed) return experience;
  if (answer->body != std::to_string(entry.id())) {
    experience.wrong = true;
    experience.what = fmt::format("{} has customer {} by the ledger, by the answer: {}",
                                  entry.now()->name, entry.id(), printable(answer->body));
  }
  return experience;
}

Experience User::write(Ledger::Entry& entry, const std::string& query) {
  Experience experience;
  // No name comes twice, so that a write that was lost cannot be mistaken for another.
  const std::string name = fmt::format("Zoë {}-{}", number_, ++serial_);
  post(fmt::format("/customers/{}{}", entry.id(), query), name, experience);
  experience.failed ? entry.maybe_written(name) : entry.written(name);
  return experience;
}

Experience User::remove(Ledger::Entry& entry) {
  Experience experience;
  post(fmt::format("/customers/{}/remove", entry.id()), "", experience);
  experience.failed ? entry.maybe_removed() : entry.removed();
  return experience;
}

httplib::Result User::get(const std::string& path, Experience& experience) {
  auto client = connect(port_);
  return judged(client.Get(path), "GET " + path, experience);
}

// POST, not PUT or DELETE: the balancer gives those to a second instance even when the first one
// may have done the work already.
httplib::Result User::post(const std::string& path, const std::string& body,
                           Experience& experience) {
  auto client = connect(port_);
  return judged(client.Post(path, body, "text/plain"), "POST " + path, experience);
}

httplib::Result User::judged(httplib::Result result, const std::string& request,
                             Experience& experience) {
  if (!result) {
    experience.failed = true;
    experience.what = request + ": " + httplib::to_string(result.error());
    return result;
  }
  experience.instance = result->get_header_value("X-Instance");
  if (result->status != 200 && result->status != 404) {
    experience.failed = true;
    experience.what = fmt::format("{}: HTTP {}: {}", request, result->status,
                                  shorten(printable(result->body), 200));
  }
  return result;
}

}  // namespace migrate::lab
