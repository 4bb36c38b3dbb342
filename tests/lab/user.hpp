// One user of the application: one request after another, each on a connection of its own, and what
// its answer must say.
#pragma once
#include <httplib.h>

#include <random>
#include <string>

#include "tests/lab/ledger.hpp"

namespace migrate::lab {

struct Experience {
  bool failed = false;   // no answer, or one of 5xx
  bool wrong = false;    // an answer that contradicts an earlier one
  std::string what;      // of a failed or wrong one: "POST /customers/12: HTTP 500: …"
  std::string instance;  // who answered; empty: nobody
};

class User {
 public:
  User(Ledger& ledger, int port, std::int64_t customers, unsigned number);

  // Reads, looks for, writes or removes some customer.
  Experience act();
  // Writes this customer, in a request that lasts until its instance is told to go on.
  Experience write_slowly(std::int64_t id);

 private:
  Experience read(Ledger::Entry& entry, const std::string& path);
  Experience find(Ledger::Entry& entry);
  Experience write(Ledger::Entry& entry, const std::string& query);
  Experience remove(Ledger::Entry& entry);
  httplib::Result get(const std::string& path, Experience& experience);
  httplib::Result post(const std::string& path, const std::string& body, Experience& experience);
  httplib::Result judged(httplib::Result result, const std::string& request,
                         Experience& experience);
  std::int64_t some_customer();
  int chance() { return std::uniform_int_distribution<int>(0, 99)(random_); }

  Ledger& ledger_;
  int port_;
  std::int64_t customers_;
  unsigned number_;
  std::mt19937 random_;
  int serial_ = 0;
};

}  // namespace migrate::lab
