// DDL that does not wait for its metadata lock (docs/decisions/0029).
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "dialects/dialect.hpp"
#include "dialects/mysql/flavour.hpp"

namespace migrate::mysql {

std::unique_ptr<Impatient> impatient(const Flavour& flavour,
                                     std::function<db::ConnectionPtr()> another);

// What both servers have in common.
class AtOnce : public Impatient {
 public:
  // Of the planner's statements, as it writes them, those that change the catalog alone or work on
  // a small table: little is lost by asking in vain.
  bool suits(db::Connection& connection, const std::string& statement) final;
  Outcome run(db::Connection& connection, const std::string& statement,
              const LockedObjects& locks) final;

 private:
  virtual bool can_ask(db::Connection& connection) = 0;
  virtual Outcome ask(db::Connection& connection, const std::string& statement,
                      const LockedObjects& locks) = 0;

  // Between LOCK TABLES and UNLOCK TABLES no transaction has used what is asked for.
  bool has_locked_ = false;
};

// guarded.cpp: MySQL, which knows no wait of less than a second.
std::unique_ptr<Impatient> guarded(std::function<db::ConnectionPtr()> another);

}  // namespace migrate::mysql
