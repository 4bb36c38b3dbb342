// A rebuild through a shadow by hand: what attached.hpp says a caller does, without the log and
// without load.
#pragma once
#include <string>

#include "dialects/postgres/attached/attached.hpp"

namespace migrate::postgres::test {

class Rebuilt {
 public:
  Rebuilt(db::Connection& connection, const std::string& table, const ShapeChange& change = {});

  const Attached& attached() const { return attached_; }
  const ShadowNames& names() const { return names_; }

  void make();  // up to the exchange; steps 1 to 4
  void swap() { exchange(attached_.swap, attached_.after_swap); }
  void swap_back() { exchange(attached_.swap_back, attached_.after_swap_back); }
  void drop_old();

 private:
  void run(const std::vector<std::string>& statements);
  void in_transaction(const std::vector<std::string>& statements);
  void exchange(const Exchange& exchange, const std::vector<Validation>& validations);
  void fill();

  db::Connection& connection_;
  ShadowNames names_;
  ShapeChange change_;
  Attached attached_;
};

}  // namespace migrate::postgres::test
