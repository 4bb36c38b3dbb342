// What SHOW CREATE TABLE says of expressions, and that they are read as somebody wrote them.
#include "dialects/mysql/catalog/written_expressions.hpp"

#include <fmt/format.h>

#include <optional>

#include "tests/unit/dialects/mysql/support.hpp"

namespace migrate::mysql {
namespace {

using Texts = std::map<std::string, std::string>;

// As MySQL 9 writes it.
constexpr const char* shops = R"(CREATE TABLE `shops` (
  `id` int NOT NULL AUTO_INCREMENT,
  `town` varchar(20) NOT NULL DEFAULT (_utf8mb4'Zürich'),
  `kind` enum('a,b','it''s (','DEFAULT (x)') DEFAULT 'a,b' COMMENT 'DEFAULT (''no'') AS (none)',
  `q``x` varchar(40) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT (concat(_utf8mb4'it\'s (',_utf8mb4'\\',_utf8mb4')')) COMMENT 'ä',
  `price` decimal(10,2) DEFAULT '0.00',
  `at` datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  `größe` int DEFAULT NULL /*!80023 INVISIBLE */,
  `label` varchar(60) GENERATED ALWAYS AS (concat(`town`,_utf8mb4', Größe ',`größe`)) STORED NOT NULL,
  `twice` int GENERATED ALWAYS AS ((`größe` * 2)) VIRTUAL,
  `spot` point NOT NULL /*!80003 SRID 4326 */,
  PRIMARY KEY (`id`),
  UNIQUE KEY `town` (`town`,`price`),
  KEY `lower` ((lower(`town`)),`label`(10) DESC) /*!80000 INVISIBLE */,
  SPATIAL KEY `spot` (`spot`),
  CONSTRAINT `shops_region` FOREIGN KEY (`id`) REFERENCES `regions` (`id`) ON DELETE CASCADE,
  CONSTRAINT `kind is, ä)` CHECK (((`kind` <> _utf8mb4'ß)') or (`größe` > 0))) /*!80016 NOT ENFORCED */,
  CONSTRAINT `plain` CHECK ((`price` >= 0))
) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci COMMENT='DEFAULT ('
/*!50100 PARTITION BY HASH (`id`)
PARTITIONS 4 */)";

TEST(WrittenExpressions, AreFoundAmongAllElse) {
  auto found = read_written_expressions(shops);
  EXPECT_EQ(found.defaults,
            (Texts{{"town", "_utf8mb4'Zürich'"},
                   {"q`x", R"(concat(_utf8mb4'it\'s (',_utf8mb4'\\',_utf8mb4')'))"}}));
  EXPECT_EQ(found.generated, (Texts{{"label", "concat(`town`,_utf8mb4', Größe ',`größe`)"},
                                    {"twice", "(`größe` * 2)"}}));
  EXPECT_EQ(found.checks, (Texts{{"kind is, ä)", "((`kind` <> _utf8mb4'ß)') or (`größe` > 0))"},
                                 {"plain", "(`price` >= 0)"}}));
}

TEST(WrittenExpressions, NoneAreFoundInWhatIsNotUnderstood) {
  const std::string whole = shops;
  auto is_empty = [](const std::string& text) {
    auto found = read_written_expressions(text);
    return found.defaults.empty() && found.generated.empty() && found.checks.empty();
  };
  for (auto* text : {"", "(", "CREATE TABLE `t`", "CREATE TABLE `t` (", "CREATE TABLE `t` (`a` int",
                     "CREATE TABLE `t` (`a` int DEFAULT (1",
                     "CREATE TABLE `t` (`a` int DEFAULT ('x", "CREATE VIEW `v` AS select 1 AS `a`"})
    EXPECT_TRUE(is_empty(text)) << text;
  // With sql_quote_show_create = OFF a name may be any word.
  EXPECT_TRUE(is_empty("CREATE TABLE t (\n  a varchar(9) DEFAULT (_utf8mb4'x')\n)"));
  // Cut off anywhere: never anything but what stands in the whole.
  const auto all = read_written_expressions(whole);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    auto found = read_written_expressions(whole.substr(0, size));
    if (!found.defaults.empty()) {
      EXPECT_EQ(found.defaults, all.defaults) << size;
    }
  }
}

// A server that answers SHOW CREATE TABLE, and is asked nothing else.
class Shows final : public db::Connection {
 public:
  explicit Shows(std::string text) : text_(std::move(text)) {}
  db::Result query(std::string_view sql, const std::vector<db::Value>&) override {
    EXPECT_EQ(sql, "SHOW CREATE TABLE `t`");
    ++asked;
    if (failure) throw db::DbError(*failure, "", "no");
    return {{}, {{db::Value::of(std::string("t")), db::Value::of(text_)}}, 0};
  }
  void begin() override {}
  void commit() override {}
  void rollback() noexcept override {}
  bool in_transaction() const override { return false; }
  void limit_lock_wait(std::chrono::milliseconds) override {}
  int asked = 0;
  std::optional<db::Failure> failure;

 private:
  std::string text_;
};

Schema with_default(const std::string& sql) {
  Table table;
  table.name = "t";
  Column column;
  column.name = "a";
  column.default_sql = sql;
  table.columns = {column, column};
  table.columns[1].name = "b";
  Schema schema;
  schema.tables["t"] = table;
  return schema;
}

TEST(WrittenExpressions, AreAskedForOnceWhereTheCatalogIsNotPlain) {
  Shows server(
      "CREATE TABLE `t` (\n  `a` text DEFAULT (_utf8mb4'ä'),\n  `b` text DEFAULT (_utf8mb4'ß')\n)");
  auto schema = with_default("(_utf8mb4'Ã¤')");
  mend_expressions(server, schema);
  EXPECT_EQ(server.asked, 1);
  auto& columns = schema.tables.at("t").columns;
  EXPECT_EQ(columns[0].default_sql, "(_utf8mb4'ä')");
  EXPECT_EQ(columns[1].default_sql, "(_utf8mb4'ß')");
  EXPECT_TRUE(columns[0].extra.empty());
  for (auto* plain : {"(_utf8mb4'a')", "'ä'", "NULL"}) {
    auto same = with_default(plain);
    mend_expressions(server, same);
    EXPECT_TRUE(same.tables == with_default(plain).tables) << plain;
  }
  EXPECT_EQ(server.asked, 1);
}

TEST(WrittenExpressions, ADefaultThatTheyDoNotTellIsMarked) {
  const std::string shown = "(_utf8mb4'ðŸ˜€')";
  for (auto* text : {"CREATE TABLE `t` (\n  `a` text DEFAULT (_utf8mb4'?'),\n  `b` text\n)", "?"}) {
    Shows server(text);
    auto schema = with_default(shown);
    mend_expressions(server, schema);
    EXPECT_EQ(server.asked, 1);
    for (auto& column : schema.tables.at("t").columns) {
      EXPECT_EQ(column.default_sql, shown);
      EXPECT_EQ(column.extra.count("inexact_default"), 1u);
    }
  }
  Shows locked("");
  locked.failure = db::Failure::lock_timeout;
  auto schema = with_default(shown);
  mend_expressions(locked, schema);
  EXPECT_EQ(schema.tables.at("t").columns[1].extra.count("inexact_default"), 1u);
  locked.failure = db::Failure::connection_lost;
  EXPECT_THROW(mend_expressions(locked, schema), db::DbError);
}

}  // namespace

namespace test {
namespace {

SERVER_TEST(WrittenExpressions, say_what_is_beyond_ascii_as_it_is) {
  run("CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20) NOT NULL DEFAULT ('Zürich'), b "
      "VARCHAR(40) DEFAULT (CONCAT('it''s ', 'ä, ß')), `größe` INT, g VARCHAR(60) AS (CONCAT(a, "
      "' ö ', `größe`)) VIRTUAL, CONSTRAINT k CHECK (a <> 'ß' AND `größe` > 0))");
  auto t = *inspect().table("t");
  EXPECT_EQ(t.column("a")->extra.count("inexact_default"), 0u);
  run(
      fmt::format("CREATE TABLE c (id INT PRIMARY KEY, a VARCHAR(20) DEFAULT {}, b VARCHAR(40) "
                  "DEFAULT {})",
                  *t.column("a")->default_sql, *t.column("b")->default_sql));
  run("INSERT INTO t (id) VALUES (1)");
  run("INSERT INTO c (id) VALUES (1)");
  EXPECT_EQ(rows("SELECT a, b FROM c"), (std::vector<std::string>{"Zürich|it's ä, ß"}));
  EXPECT_EQ(rows("SELECT a, b FROM c"), rows("SELECT a, b FROM t"));
  auto& generation = t.column("g")->extra["generation"];
  EXPECT_NE(generation.find("`größe`"), std::string::npos) << generation;
  ASSERT_EQ(t.checks.size(), 1u);
  EXPECT_NE(t.checks[0].expression.find("ß"), std::string::npos) << t.checks[0].expression;
  auto said = refusal("  - rename_column: {table: t, from: größe, to: size}\n");
  EXPECT_NE(said.find("the CHECK \"k\""), std::string::npos) << said;
}

}  // namespace
}  // namespace test
}  // namespace migrate::mysql
