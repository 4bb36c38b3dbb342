// What one version of the application knows of its table: customer(id, NAME, changes), where NAME
// is `name` in the old version and `full_name` in the new one. It has never heard of a migration.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dialects/dialect.hpp"

namespace migrate::lab {

struct Customer {
  std::string name;
  std::int64_t changes = 0;  // writes since the row is there: one made twice would show
  friend bool operator==(const Customer&, const Customer&) = default;
};

class Customers {
 public:
  Customers(const Dialect& dialect, std::string column);

  // Throws DbError where the column is not there: this version cannot start.
  void probe(db::Connection& connection) const;

  std::optional<Customer> read(db::Connection& connection, std::int64_t id) const;
  // The same by `SELECT *`, as an object mapper has it: the columns come and go with the migration.
  std::optional<Customer> card(db::Connection& connection, std::int64_t id) const;
  std::vector<std::int64_t> find(db::Connection& connection, const std::string& name) const;
  void write(db::Connection& connection, std::int64_t id, const std::string& name) const;
  void remove(db::Connection& connection, std::int64_t id) const;

 private:
  std::string column_;
  std::string probe_, read_, card_, find_, write_, remove_;
};

}  // namespace migrate::lab
