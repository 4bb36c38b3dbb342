#include "util/log.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

TEST(Log, RedactsEveryFormOfASecret) {
  log::add_secret("s3cr3t/p@ss'w\"x");
  const std::vector<std::string> forms = {
      "s3cr3t/p@ss'w\"x",   "s3cr3t%2Fp%40ss%27w%22x", "s3cr3t%2fp%40ss'w%22x",
      "s3cr3t/p@ss'w\\\"x", "s3cr3t/p@ss''w\"x",       "%73%33%63%72%33%74%2F%70%40ss'w\"x",
  };
  for (const std::string& form : forms)
    EXPECT_EQ(log::redact("before " + form + " after"), "before *** after") << form;
}

TEST(Log, RedactsTheLongestFirst) {
  log::add_secret("hunter2");
  log::add_secret("hunter22");
  EXPECT_EQ(log::redact("hunter22 hunter2"), "*** ***");
}

TEST(Log, AnEmptySecretChangesNothing) {
  log::add_secret("");
  EXPECT_EQ(log::redact("some text"), "some text");
  EXPECT_EQ(log::redact(""), "");
}

TEST(Log, OwnWordsAsPasswordsAreHiddenWhereAPasswordStands) {
  log::add_secret("migrate");
  log::add_secret("x");
  EXPECT_EQ(log::redact("run: migrate status"), "run: migrate status");
  EXPECT_EQ(log::redact("postgres://migrate:migrate@h/db"), "postgres://migrate:***@h/db");
  EXPECT_EQ(log::redact("host=h password=x dbname=x"), "host=h password=*** dbname=x");
}

TEST(Log, NamesAsPasswordsAreHiddenInWhatOthersHaveWritten) {
  log::add_secret("password");
  log::add_secret("shop_admin");
  const std::string plan = "ALTER TABLE \"users\" ADD COLUMN \"password\" text; -- 1_shop_admin";
  EXPECT_EQ(log::redact(plan), plan);
  EXPECT_EQ(log::redact("postgres://shop_admin:shop_admin@h/d"), "postgres://shop_admin:***@h/d");
  EXPECT_EQ(log::redact("mysql://u:p%61ssword@h/d?password=password"),
            "mysql://u:***@h/d?password=***");
  EXPECT_EQ(log::redact("?token=shop_admin&a=b"), "?token=***&a=b");
  EXPECT_EQ(log::redact_foreign("no host \"shop_admin@h\", password"), "no host \"***@h\", ***");
  EXPECT_EQ(log::redact_foreign("run: migrate status"), "run: migrate status");
  log::add_secret("kqzjxwvbplmnhgfdsrt");
  EXPECT_EQ(log::redact("kqzjxwvbplmnhgfdsrt"), "***");
}

TEST(Log, WritesOneLineToStderrWithoutSecrets) {
  log::add_secret("tops3cret");
  log::init(log::Level::info, false);
  testing::internal::CaptureStderr();
  log::warn("cannot reach {}", "postgres://u:tops3cret@h/db");
  log::debug("{}", "not at this level");
  log::write(log::Level::error, "braces {} stay");
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "warning: cannot reach postgres://u:***@h/db\nerror: braces {} stay\n");
  log::init(log::Level::off, false);
  testing::internal::CaptureStderr();
  log::warn("nothing");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  log::init(log::Level::info, false);
}

TEST(Log, BesideJsonEachLineIsAnObject) {
  log::add_secret("tops3cret");
  log::init(log::Level::debug, false, true);
  testing::internal::CaptureStderr();
  log::debug("of \"u\": {}", "postgres://u:tops3cret@h/db\xff");
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "{\"event\":\"log\",\"level\":\"debug\","
            "\"text\":\"of \\\"u\\\": postgres://u:***@h/db\xef\xbf\xbd\"}\n");
  log::init(log::Level::info, false);
}

}  // namespace
}  // namespace migrate
