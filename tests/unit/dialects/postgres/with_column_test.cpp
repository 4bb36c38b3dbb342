#include "dialects/postgres/replace/with_column.hpp"

#include <gtest/gtest.h>

namespace migrate::postgres {
namespace {

std::string renamed(const std::string& sql, const std::string& from) {
  return with_column(sql, from, "new");
}

TEST(WithColumn, ReplacesTheColumnWhereverItStands) {
  EXPECT_EQ(renamed("(size > 3)", "size"), R"(("new" > 3))");
  EXPECT_EQ(renamed("((size IS NOT NULL) AND (NOT size) OR size)", "size"),
            R"((("new" IS NOT NULL) AND (NOT "new") OR "new"))");
  EXPECT_EQ(renamed(R"(lower("Size") || "Size")", "Size"), R"(lower("new") || "new")");
  EXPECT_EQ(renamed("CASE size WHEN size THEN size ELSE size END", "size"),
            R"(CASE "new" WHEN "new" THEN "new" ELSE "new" END)");
  EXPECT_EQ(renamed("size is not null and size > 1 or size in (size)", "size"),
            R"("new" is not null and "new" > 1 or "new" in ("new"))");
  EXPECT_EQ(renamed("(-size)", "size"), R"((-"new"))");
  EXPECT_EQ(renamed("(a OPERATOR(ext.<<<) size)", "size"), R"((a OPERATOR(ext.<<<) "new"))");
  EXPECT_EQ(renamed("size=1 or a=size", "size"), R"("new"=1 or a="new")");
  EXPECT_EQ(renamed("(size=1)", "size"), R"(("new"=1))");
  EXPECT_EQ(renamed("size > 0 And\n a > size", "size"), "\"new\" > 0 And\n a > \"new\"");
  EXPECT_EQ(renamed("a > 2 * size", "size"), R"(a > 2 * "new")");
}

TEST(WithColumn, LeavesStringsAndLongerNames) {
  EXPECT_EQ(renamed("(size_of = 'size')", "size"), "(size_of = 'size')");
  EXPECT_EQ(renamed(R"(("Size" = 'it''s size'))", "size"), R"(("Size" = 'it''s size'))");
}

TEST(WithColumn, LeavesKeywords) {
  EXPECT_EQ(renamed(R"(CASE WHEN ("END" > 1) THEN 2 END)", "END"),
            R"(CASE WHEN ("new" > 1) THEN 2 END)");
}

TEST(WithColumn, LeavesWordsOfTypes) {
  EXPECT_EQ(renamed("(time > (now())::timestamp(3) without time zone)", "time"),
            R"(("new" > (now())::timestamp(3) without time zone))");
  EXPECT_EQ(renamed("((varying)::character varying(5))", "varying"),
            R"((("new")::character varying(5)))");
  EXPECT_EQ(renamed("(text)::text || 'text'::text", "text"), R"(("new")::text || 'text'::text)");
  EXPECT_EQ(renamed("CAST(text AS text)", "text"), R"(CAST("new" AS text))");
  EXPECT_EQ(renamed("(precision * (1)::double precision)", "precision"),
            R"(("new" * (1)::double precision))");
}

TEST(WithColumn, LeavesFunctionsFieldsAndArguments) {
  EXPECT_EQ(renamed("EXTRACT(year FROM year)", "year"), R"(EXTRACT(year FROM "new"))");
  EXPECT_EQ(renamed("(year > EXTRACT(year FROM at))", "year"),
            R"(("new" > EXTRACT(year FROM at)))");
  EXPECT_EQ(renamed("lower(lower)", "lower"), R"(lower("new"))");
  EXPECT_EQ(renamed("make_date(year => year, month => 1)", "year"),
            R"(make_date(year => "new", month => 1))");
  EXPECT_EQ(renamed("((pair).size > size)", "size"), R"(((pair).size > "new"))");
}

TEST(WithColumn, LeavesWhatIsNoExpressionInAnIndex) {
  EXPECT_EQ(renamed("USING btree (btree) WITH (fillfactor='70')", "btree"),
            R"(USING btree ("new") WITH (fillfactor='70'))");
  EXPECT_EQ(
      renamed("USING btree (fillfactor DESC NULLS FIRST) WITH (fillfactor='70')", "fillfactor"),
      R"(USING btree ("new" DESC NULLS FIRST) WITH (fillfactor='70'))");
  EXPECT_EQ(renamed("USING gist (siglen gist_trgm_ops (siglen='32'))", "siglen"),
            R"(USING gist ("new" gist_trgm_ops (siglen='32')))");
  EXPECT_EQ(renamed(R"(USING btree (text_ops COLLATE "C" text_ops, id))", "text_ops"),
            R"(USING btree ("new" COLLATE "C" text_ops, id))");
  EXPECT_EQ(renamed("USING btree (id) INCLUDE (note) TABLESPACE note WHERE (note > 1)", "note"),
            R"(USING btree (id) INCLUDE ("new") TABLESPACE note WHERE ("new" > 1))");
}

}  // namespace
}  // namespace migrate::postgres
