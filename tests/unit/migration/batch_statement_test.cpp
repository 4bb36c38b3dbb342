#include "migration/batch_statement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using testing::HasSubstr;

std::string problem(const std::string& sql, EngineKind engine = EngineKind::postgres,
                    const std::string& table = "orders") {
  const auto found = batch_problem(sql, engine, table);
  return found ? found->what + " | " + found->instead : "";
}

TEST(BatchStatement, WhatRunsInBatches) {
  for (
      const char* sql : {
          "UPDATE orders SET total = 0 WHERE {{batch}}",
          "update orders set total = 0 where {{batch}};",
          "UPDATE ONLY public.orders SET total = 0 WHERE {{batch}} AND (a = 1 OR b = 2)",
          "UPDATE orders o SET total = 0 WHERE {{batch:o}}",
          "UPDATE orders AS o SET total = 0 WHERE {{batch:O}}",
          "UPDATE orders SET a = c.a FROM customers c WHERE c.id = orders.customer AND {{batch}}",
          "DELETE FROM orders WHERE {{batch}} AND created < '2020-01-01'",
          "DELETE FROM orders USING customers AS c WHERE {{batch}} AND c.id = orders.c",
          "INSERT INTO log SELECT id FROM orders WHERE {{batch}}",
          "INSERT INTO log SELECT id FROM orders WHERE {{batch}} ON CONFLICT DO NOTHING",
          "INSERT INTO log SELECT o.id FROM customers c, orders o WHERE {{batch:o}} AND c.id = o.c",
          "INSERT INTO log (orders, x) SELECT id, 1 FROM orders WHERE {{batch}}",
          "WITH gone AS (DELETE FROM orders WHERE {{batch}} RETURNING *) INSERT INTO log SELECT * "
          "FROM gone",
          "UPDATE orders SET n = (SELECT x FROM y WHERE y.id = orders.id LIMIT 1) WHERE {{batch}}",
          "UPDATE orders SET n = CASE WHEN a OR b THEN 1 ELSE 2 END WHERE {{batch}}",
          "UPDATE orders SET n = 1 WHERE CASE WHEN a OR b THEN c ELSE d END AND {{batch}}",
          "UPDATE orders SET n = a OR b WHERE {{batch}}",
          "UPDATE orders SET note = '{{x}} OR' -- {{y}}\nWHERE {{batch}}",
          "UPDATE orders SET parent = p.id FROM orders p WHERE p.id = orders.x AND {{batch}}",
          "MERGE INTO log USING orders o ON o.id = log.id AND {{batch:o}} WHEN MATCHED THEN DELETE",
      })
    EXPECT_EQ(problem(sql), "") << sql;
  EXPECT_EQ(problem("UPDATE `orders` o JOIN c ON c.id = o.c SET o.a = c.a WHERE {{batch:o}}",
                    EngineKind::mysql),
            "");
  EXPECT_EQ(problem("DELETE FROM [orders] WHERE {{batch}}", EngineKind::sqlite), "");
  EXPECT_EQ(problem("DELETE FROM \"my orders\" WHERE {{batch}}", EngineKind::sqlite, "my orders"),
            "");
}

TEST(BatchStatement, WhatDoesNot) {
  const std::pair<const char*, const char*> cases[] = {
      {"UPDATE orders SET total = 0", "one statement that has {{batch}}"},
      {"UPDATE orders SET note = '{{batch}}'", "one statement that has {{batch}}"},
      {"UPDATE orders SET a = 1 WHERE {{batch}}; DELETE FROM orders", "one statement that has"},
      {"TRUNCATE orders -- {{batch}}", "a batch is an UPDATE"},
      {"CREATE TABLE x AS SELECT * FROM orders WHERE {{batch}}", "a batch is an UPDATE"},
      {"UPDATE orders SET a = 1 WHERE {{bach}}", "double braces"},
      {"UPDATE orders SET a = 1 WHERE {{batch:}}", "double braces"},
      {"UPDATE orders SET a = 1 WHERE {{batch", "double braces"},
      {"UPDATE orders AS o SET a = 1 WHERE {{batch}}", "is called o there | {{batch:o}}"},
      {"UPDATE orders o SET a = 1 WHERE {{batch:x}}", "is not called x there | {{batch:o}}"},
      {"UPDATE orders SET a = 1 WHERE {{batch:x}}", "is not called x there | {{batch}}"},
      {"UPDATE invoices SET a = 1 WHERE {{batch}}", "does not name table \"orders\""},
      {"UPDATE orders SET a = 1 WHERE {{batch}} OR a IS NULL", "an OR stands beside"},
      {"UPDATE orders SET a = 1 WHERE a IS NULL OR b = 2 AND {{batch}}", "an OR stands beside"},
      {"UPDATE orders SET a = 1 WHERE (b AND ({{batch}} or c))", "an OR stands beside"},
      {"DELETE FROM orders WHERE NOT {{batch}}", "NOT {{batch}}"},
      {"DELETE FROM orders WHERE {{batch}} LIMIT 10", "LIMIT leaves out rows"},
      {"INSERT INTO x SELECT * FROM orders WHERE {{batch}} FETCH FIRST 5 ROWS ONLY",
       "FETCH leaves"},
  };
  for (const auto& [sql, says] : cases) EXPECT_THAT(problem(sql), HasSubstr(says)) << sql;
}

// What each batch would change beyond its range, however the mark is wrapped.
TEST(BatchStatement, OnlyAndJoinsTheMarkToTheRest) {
  const std::pair<const char*, const char*> cases[] = {
      {"({{batch}} AND a = 1) OR b = 1", "an OR stands beside"},
      {"(a = 1 AND (({{batch}}))) OR b = 1", "an OR stands beside"},
      {"{{batch}} AND LEFT(name, 1) = 'x' OR b = 1", "an OR stands beside"},
      {"b = 1 OR RIGHT (name, 1) = 'x' AND {{batch}}", "an OR stands beside"},
      {"{{batch}} AND end > 1 OR b", "an OR stands beside"},
      {"NOT ({{batch}} AND a = 1)", "NOT {{batch}} is every row"},
      {"({{batch}}) IS FALSE", "\"IS\" stands beside"},
      {"{{batch}} = false", "\"=\" stands beside"},
      {"coalesce({{batch}}, true)", "\"coalesce\" stands beside"},
      {"coalesce(a, b AND {{batch}})", "stands in no WHERE"},
      {"a BETWEEN 0 AND {{batch}}", "\"AND\" stands beside"},
      {"CASE WHEN {{batch}} THEN a ELSE b END", "stands in no WHERE"},
      {"id IN (SELECT id FROM orders WHERE {{batch}}) OR b = 1", "beside the query that holds"},
      {"b AND (a OR id IN (SELECT id FROM (SELECT id FROM orders WHERE {{batch}}) x))",
       "beside the query that holds"},
      {"id NOT IN (SELECT id FROM orders WHERE {{batch}})", "a NOT stands before the query"},
  };
  for (const auto& [where, says] : cases)
    EXPECT_THAT(problem(std::string("DELETE FROM orders WHERE ") + where), HasSubstr(says))
        << where;
  EXPECT_THAT(problem("UPDATE orders SET a = (b AND {{batch}})"), HasSubstr("\"=\" stands beside"));
  EXPECT_THAT(problem("INSERT INTO x SELECT a AND {{batch}} FROM orders"),
              HasSubstr("stands in no WHERE"));
  EXPECT_THAT(problem("INSERT INTO x SELECT c.id FROM c LEFT JOIN orders o ON o.c = c.id AND "
                      "{{batch:o}}"),
              HasSubstr("the ON of an outer join"));
  for (const EngineKind engine : {EngineKind::mysql, EngineKind::mariadb}) {
    for (const char* where : {"{{batch}} AND a = 1 || b = 1", "a || b AND {{batch}}",
                              "({{batch}} AND a) XOR b", "{{batch}} AND a /*! OR b */"})
      EXPECT_THAT(problem(std::string("DELETE FROM orders WHERE ") + where, engine),
                  HasSubstr("an OR stands beside"))
          << where;
    EXPECT_THAT(problem("DELETE FROM orders WHERE !({{batch}})", engine),
                HasSubstr("\"!\" stands"));
    EXPECT_EQ(problem("DELETE FROM orders WHERE a && {{batch}} && b", engine), "");
  }
}

TEST(BatchStatement, WhatStandsElsewhereIsNoHarm) {
  for (const char* where :
       {"created BETWEEN 1 AND 2 AND {{batch}} AND b BETWEEN 3 AND 4",
        "(({{batch}}) AND (a = 1)) AND NOT b", "NOT b AND {{batch}} AND LEFT(name, 1) = 'x'",
        "a IS DISTINCT FROM b AND {{batch}}", "x = 'a' || 'b' AND {{batch}}",
        "id IN (SELECT id FROM orders WHERE {{batch}}) AND b = 1",
        "id IN (SELECT id FROM (SELECT id FROM orders WHERE {{batch}}) x)",
        "{{batch}} AND (b = 1 OR id IN (SELECT id FROM orders WHERE {{batch}}))",
        "{{batch}} AND NOT EXISTS (SELECT 1 FROM orders WHERE {{batch}})"})
    EXPECT_EQ(problem(std::string("DELETE FROM orders WHERE ") + where), "") << where;
  for (const char* sql :
       {"INSERT INTO x SELECT id FROM orders WHERE {{batch}} GROUP BY id HAVING a OR b",
        "INSERT INTO x SELECT o.id FROM (orders o JOIN c ON c.id = o.c AND {{batch:o}}) WHERE a OR "
        "b",
        "INSERT INTO x SELECT c.id FROM c JOIN (SELECT c FROM orders WHERE {{batch}}) s ON a OR b",
        "INSERT INTO x (SELECT count(*) FILTER (WHERE a OR b) FROM orders WHERE {{batch}})",
        "INSERT INTO x SELECT o.id FROM orders o JOIN c ON {{batch:o}} LEFT JOIN d ON a OR b",
        "MERGE INTO x USING orders o ON o.id = x.id WHEN MATCHED AND {{batch:o}} THEN UPDATE SET a "
        "= b OR c"})
    EXPECT_EQ(problem(sql), "") << sql;
}

TEST(BatchStatement, BoundsGoWhereTheMarksAre) {
  const auto statement = read_batch_statement(
      "INSERT INTO log SELECT o.id FROM orders o WHERE {{batch:o}} AND EXISTS (SELECT 1 FROM "
      "orders "
      "WHERE {{batch}} AND '{{batch}}' <> x);",
      EngineKind::postgres, "orders");
  EXPECT_EQ(
      with_bounds(statement, [](const std::string& alias) { return "<" + alias + ">"; }),
      "INSERT INTO log SELECT o.id FROM orders o WHERE (<o>) AND EXISTS (SELECT 1 FROM orders "
      "WHERE (<>) AND '{{batch}}' <> x)");
}

TEST(BatchStatement, IsCalledByWhatItDoes) {
  const auto title = [](const std::string& sql, EngineKind engine = EngineKind::postgres) {
    return title_of(read_batch_statement(sql, engine, "orders"), "orders");
  };
  EXPECT_EQ(title("UPDATE orders SET a = 1 WHERE {{batch}}"), "update orders in batches");
  EXPECT_EQ(title("delete from public.orders where {{batch}}"), "delete from orders in batches");
  EXPECT_EQ(title("INSERT INTO log SELECT * FROM orders WHERE {{batch}}"),
            "insert into log in batches of orders");
  EXPECT_EQ(
      title("INSERT OR IGNORE INTO log SELECT * FROM orders WHERE {{batch}}", EngineKind::sqlite),
      "insert into log in batches of orders");
  EXPECT_EQ(
      title("DELETE o FROM orders o JOIN c ON c.id = o.c WHERE {{batch:o}}", EngineKind::mysql),
      "delete from orders in batches");
  EXPECT_EQ(title("UPDATE orders o JOIN c ON c.id = o.c SET o.a = 1 WHERE {{batch:o}}",
                  EngineKind::mysql),
            "update orders in batches");
  EXPECT_EQ(
      title("WITH x AS (SELECT id FROM orders WHERE {{batch}}) INSERT INTO log SELECT * FROM x"),
      "run WITH in batches of orders");
}

}  // namespace
}  // namespace migrate
