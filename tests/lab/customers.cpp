#include "tests/lab/customers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace migrate::lab {

Customers::Customers(const Dialect& dialect, std::string column) : column_(std::move(column)) {
  const auto p = dialect.state_sql().placeholder;
  const bool mysql = dialect.kind() == EngineKind::mysql || dialect.kind() == EngineKind::mariadb;
  probe_ = fmt::format("SELECT {} FROM customer WHERE 1 = 0", column_);
  read_ = fmt::format("SELECT {}, changes FROM customer WHERE id = {}", column_, p(1));
  card_ = fmt::format("SELECT * FROM customer WHERE id = {}", p(1));
  find_ = fmt::format("SELECT id FROM customer WHERE {} = {}", column_, p(1));
  write_ = fmt::format("INSERT INTO customer (id, {}) VALUES ({}, {}) ", column_, p(1), p(2));
  write_ += mysql ? fmt::format("ON DUPLICATE KEY UPDATE {0} = VALUES({0}), changes = changes + 1",
                                column_)
                  : fmt::format(
                        "ON CONFLICT (id) DO UPDATE SET {0} = excluded.{0}, "
                        "changes = customer.changes + 1",
                        column_);
  remove_ = fmt::format("DELETE FROM customer WHERE id = {}", p(1));
}

void Customers::probe(db::Connection& connection) const {
  connection.query(probe_);
}

std::optional<Customer> Customers::read(db::Connection& connection, std::int64_t id) const {
  const db::Result found = connection.query(read_, {db::Value::of(id)});
  if (found.rows.empty()) return std::nullopt;
  return Customer{found.rows[0].at(0).text, found.rows[0].at(1).as_int()};
}

std::optional<Customer> Customers::card(db::Connection& connection, std::int64_t id) const {
  const db::Result found = connection.query(card_, {db::Value::of(id)});
  if (found.rows.empty()) return std::nullopt;
  const auto value = [&](const std::string& name) {
    const auto at = std::find(found.columns.begin(), found.columns.end(), name);
    if (at == found.columns.end()) throw std::runtime_error("a customer has no column " + name);
    return found.rows[0].at(static_cast<std::size_t>(at - found.columns.begin()));
  };
  return Customer{value(column_).text, value("changes").as_int()};
}

std::vector<std::int64_t> Customers::find(db::Connection& connection,
                                          const std::string& name) const {
  std::vector<std::int64_t> ids;
  for (const db::Row& row : connection.query(find_, {db::Value::of(name)}).rows)
    ids.push_back(row.at(0).as_int());
  return ids;
}

void Customers::write(db::Connection& connection, std::int64_t id, const std::string& name) const {
  connection.query(write_, {db::Value::of(id), db::Value::of(name)});
}

void Customers::remove(db::Connection& connection, std::int64_t id) const {
  connection.query(remove_, {db::Value::of(id)});
}

}  // namespace migrate::lab
