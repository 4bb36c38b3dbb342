#include "dialects/mysql/operations/alter_text.hpp"

#include <gtest/gtest.h>

#include "util/error.hpp"

namespace migrate::mysql {
namespace {

using Renamed = std::map<std::string, std::string>;

Renamed renamed(const std::string& text) {
  return read_alter(text, EngineKind::mysql, {"m.yaml", 3}).renamed;
}

std::string refusal(const std::string& text) {
  try {
    renamed(text);
    return "read";
  } catch (const Error& error) {
    return error.report().what;
  }
}

TEST(AlterText, FindsRenamedColumns) {
  EXPECT_EQ(renamed("CHANGE a b INT"), (Renamed{{"a", "b"}}));
  EXPECT_EQ(renamed("change column `a``x` `b c` INT COMMENT 'CHANGE x y'"),
            (Renamed{{"a`x", "b c"}}));
  EXPECT_EQ(renamed("RENAME COLUMN a TO b, RENAME COLUMN c TO d"),
            (Renamed{{"a", "b"}, {"c", "d"}}));
  EXPECT_EQ(renamed("CHANGE COLUMN IF EXISTS a b INT"), (Renamed{{"a", "b"}}));
  EXPECT_EQ(renamed("CHANGE a a BIGINT"), Renamed{});
  EXPECT_EQ(renamed("CHANGE a A BIGINT"), (Renamed{{"a", "A"}}));
  EXPECT_EQ(renamed("MODIFY a ENUM('CHANGE x y', 'z'), RENAME INDEX i TO j"), Renamed{});
  EXPECT_EQ(renamed("ADD COLUMN (change_ INT, c INT), DROP COLUMN `change`"), Renamed{});
}

TEST(AlterText, FindsDroppedColumns) {
  auto dropped = read_alter(
      "DROP a, DROP COLUMN `b c`, DROP COLUMN IF EXISTS d, DROP INDEX i, DROP PRIMARY KEY, DROP "
      "CONSTRAINT k, DROP `index`",
      EngineKind::mariadb, {"m.yaml", 3});
  EXPECT_EQ(dropped.dropped, (std::set<std::string>{"a", "b c", "d", "index"}));
}

TEST(AlterText, RefusesWhatReachesFurther) {
  EXPECT_NE(refusal("RENAME TO other").find("another name"), std::string::npos);
  EXPECT_NE(refusal("RENAME other").find("another name"), std::string::npos);
  for (const char* text :
       {"EXCHANGE PARTITION p WITH TABLE o", "DISCARD TABLESPACE", "import tablespace",
        "ADD COLUMN c INT, EXCHANGE PARTITION p WITH TABLE o", "UNION = (a, b)",
        "CONVERT PARTITION p TO TABLE o", "CONVERT TABLE o TO PARTITION p VALUES LESS THAN (3)"})
    EXPECT_NE(refusal(text).find("beyond the table"), std::string::npos) << text;
  for (const char* text : {"ADD c INT, ALGORITHM=COPY", "LOCK=NONE, ADD c INT", "WAIT 5 ADD c INT"})
    EXPECT_NE(refusal(text).find("says how"), std::string::npos) << text;
  EXPECT_NE(refusal("ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES o (id)").find("foreign keys"),
            std::string::npos);
  EXPECT_NE(refusal("DROP PARTITION p0").find("deletes rows"), std::string::npos);
  EXPECT_NE(refusal("TRUNCATE PARTITION ALL").find("deletes rows"), std::string::npos);
  EXPECT_NE(refusal("ADD c INT; DROP TABLE t").find("semicolon"), std::string::npos);
  EXPECT_NE(refusal("ADD c INT /*!50000 , ALGORITHM=COPY */").find("comment"), std::string::npos);
  EXPECT_NE(refusal("ADD c INT COMMENT 'open"), "read");
}

TEST(AlterText, LeavesTheRestToTheServer) {
  for (const char* text :
       {"CONVERT TO CHARACTER SET utf8mb4", "ENGINE=InnoDB, ROW_FORMAT=DYNAMIC", "ORDER BY a",
        "PARTITION BY HASH (id) PARTITIONS 4", "DROP COLUMN `lock`", "ADD INDEX i (a DESC)",
        "AUTO_INCREMENT = 100, COMMENT = 'it''s, (fine)'", "FORCE"})
    EXPECT_EQ(refusal(text), "read") << text;
}

}  // namespace
}  // namespace migrate::mysql
