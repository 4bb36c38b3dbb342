// In which order the triggers of a plan fire, and which of them one that fills a column precedes.
#include "dialects/mysql/triggers/trigger_order.hpp"

#include <gtest/gtest.h>

namespace migrate::mysql {

namespace {

Table users() {
  Table table;
  table.name = "users";
  return table;
}

std::string trigger(const std::string& name, const std::string& body,
                    const std::string& event = "INSERT") {
  return "CREATE TRIGGER `" + name + "` BEFORE " + event + " ON `users` FOR EACH ROW\nBEGIN\n  " +
         body + ";\nEND";
}

void make(Plan& plan, const std::string& sql, bool notes = false) {
  plan.steps.emplace_back();
  auto& step = plan.steps.back();
  step.phase = Phase::expand;
  step.kind = StepKind::ddl;
  step.sql = {sql};
  if (notes) step.noting.emplace();
}

std::vector<std::string> names(const Plan& plan, const char* event = "INSERT") {
  std::vector<std::string> all;
  for (auto& made : made_before(plan, users(), event)) all.push_back(made.name);
  return all;
}

using Names = std::vector<std::string>;

}  // namespace

TEST(MysqlTriggerOrder, WhatFillsAColumnPrecedesWhatReadsIt) {
  Plan plan;
  make(plan, trigger("other", "SET NEW.`b` = NEW.`a`"));
  make(plan, trigger("lower", "SET NEW.`email_lower` = LOWER(NEW.`email`)", "UPDATE"));
  make(plan, trigger("lower i``n", "SET NEW.`email_lower` = LOWER(NEW.`email`)"));
  make(plan, trigger("upper", "SET NEW.`email_upper` = UPPER(NEW.`email`)"));
  const auto pair = trigger("pair", "SET NEW.`email` = NEW.`mail`");
  const auto ahead = ahead_of_readers(plan, users(), {"email"}, pair);
  EXPECT_NE(ahead.find(" FOR EACH ROW PRECEDES `lower i``n`\nBEGIN\n"), std::string::npos) << ahead;
  make(plan, ahead);
  EXPECT_EQ(names(plan), (Names{"`other`", "`pair`", "`lower i``n`", "`upper`"}));
  EXPECT_EQ(names(plan, "UPDATE"), (Names{"`lower`"}));
  // What notes old code's writes changes nothing that others look at.
  auto note = trigger("note", "SET @a = NEW.`email`");
  note.insert(note.find("\nBEGIN"), " PRECEDES `other`");
  make(plan, note, true);
  EXPECT_EQ(names(plan).front(), "`other`");
}

TEST(MysqlTriggerOrder, WhereNobodyReadsItTheStatementIsTheSame) {
  Plan plan;
  make(plan, trigger("other", "SET NEW.`b` = NEW.`a`"));
  // One that fills the column, too, keeps its place.
  make(plan, trigger("mend", "IF NEW.`email` IS NULL THEN SET NEW.`email` = ''; END IF"));
  const auto pair = trigger("pair", "SET NEW.`email` = NEW.`mail`");
  EXPECT_EQ(ahead_of_readers(plan, users(), {"email"}, pair), pair);
}

}  // namespace migrate::mysql
