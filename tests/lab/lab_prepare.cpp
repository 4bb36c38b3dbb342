// What stands before the story begins: the table, made by the tool's own first migration, its rows,
// and the second migration, which the new build brings along.
#include <fmt/format.h>

#include "tests/lab/lab.hpp"
#include "util/text.hpp"

namespace migrate::lab {

namespace {

constexpr const char* first_migration = "20260101000000_customer";
constexpr const char* second_migration = "20260201000000_full_name";

constexpr const char* make_table = R"(description: Customers
operations:
  - create_table:
      name: customer
      columns:
        - name: id
          type: {postgres: bigint, mysql: bigint, sqlite: integer}
          pk: true
        - {name: name, type: varchar(100)}
        - {name: changes, type: integer, default: 1}
  - create_index:
      name: customer_name
      table: customer
      columns:
        - column: name
)";

constexpr const char* rename = R"(description: A customer has a full name
operations:
  - rename_column: {table: customer, from: name, to: full_name}
contract:
  apps: [web]
)";

}  // namespace

void Lab::prepare() {
  old_schema_ = first_migration;
  new_schema_ = second_migration;
  // What an application with several processes uses; the file remembers it.
  if (database_->kind() == EngineKind::sqlite) database_->execute("PRAGMA journal_mode=WAL");
  const auto migrations = directory_.path() / "migrations";
  std::filesystem::create_directory(migrations);
  test::spill(migrations / (old_schema_ + ".yaml"), make_table);
  migrate({"up", "--contract"}, 0);
  test::spill(migrations / (new_schema_ + ".yaml"), rename);

  const Opened opened = database_->open();
  db::Transaction transaction(*opened.connection);
  for (std::int64_t id = 1; id <= customers_;) {
    std::vector<std::string> values;
    for (int i = 0; i < 500 && id <= customers_; ++i, ++id) {
      const std::string name = fmt::format("Customer {}", id);
      values.push_back(fmt::format("({}, '{}')", id, name));
      ledger_.lock(id).written(name);
    }
    opened.connection->query("INSERT INTO customer (id, name) VALUES " + join(values, ", "));
  }
  transaction.commit();
}

}  // namespace migrate::lab
