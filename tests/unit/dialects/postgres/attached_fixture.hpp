// A table `orders` beside some neighbours, and two roles, for the tests of attached.hpp.
#pragma once
#include <fmt/format.h>

#include <string>
#include <vector>

#include "dialects/postgres/attached/attached.hpp"
#include "dialects/postgres/quote.hpp"
#include "tests/support/dump.hpp"
#include "tests/unit/dialects/postgres/rebuilt.hpp"
#include "tests/unit/dialects/postgres/support.hpp"
#include "util/text.hpp"

namespace migrate::postgres::test {

struct Definitions {
  std::string dump, catalog;
};

inline constexpr auto neighbours = R"(
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO notes (what) VALUES (TG_ARGV[0] || coalesce(NEW.id, OLD.id)); RETURN NULL; END $$;
CREATE TABLE notes (id serial, what text);
CREATE TABLE customers (id int PRIMARY KEY, name text);
CREATE SEQUENCE loose;
)";

class AttachedTest : public ServerTest {
 protected:
  void set_up(const std::string& script) {
    role_ = quote_name(database_ + "_role");
    owner_ = quote_name(database_ + "_owner");
    run("CREATE ROLE " + role_);
    run("CREATE ROLE " + owner_);
    run("GRANT CREATE ON SCHEMA public TO " + owner_);
    run(
        fmt::format("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT UPDATE ON "
                    "SEQUENCES TO {}",
                    owner_, role_));
    run(replace_all(std::string(neighbours) + script, "ROLE", role_));
  }
  void TearDown() override {
    if (!role_.empty())
      for (auto& role : {role_, owner_}) {
        run("DROP OWNED BY " + role + " CASCADE");
        run("DROP ROLE " + role);
      }
    ServerTest::TearDown();
  }
  Definitions now() {
    auto at = url();
    auto text = fmt::format("postgres://{}:{}@{}:{}/{}", at.user, at.password, at.host, at.port,
                            at.database);
    return {migrate::test::pg_dump_of(*app_, text),
            join(migrate::test::catalog_lines(*app_, db::Value::of(std::string("public"))), "\n")};
  }
  void expect_as(const Definitions& before) {
    auto after = now();
    EXPECT_EQ(before.dump, after.dump);
    EXPECT_EQ(before.catalog, after.catalog);
  }
  std::vector<std::string> refusals(const ShapeChange& change = {}) {
    return read_attached(*app_, {"public", "orders", "orders_shadow", "orders_old"}, change)
        .refusals;
  }

  std::string role_, owner_;
};

// `base`: AttachedTest, or a class that derives from it.
#define ATTACHED_TEST(base, name)                                                         \
  class Attached##name : public base {                                                    \
    void TestBody() override;                                                             \
  };                                                                                      \
  [[maybe_unused]] static const bool attached_##name =                                    \
      ::migrate::postgres::test::register_server_test(                                    \
          "PostgresAttached", #name, __FILE__, __LINE__,                                  \
          []() -> ::migrate::postgres::test::ServerTest* { return new Attached##name; }); \
  void Attached##name::TestBody()

}  // namespace migrate::postgres::test
