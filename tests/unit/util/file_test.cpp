#include "util/file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "util/digest.hpp"
#include "util/error.hpp"
#include "util/host.hpp"

namespace migrate {
namespace {

class Files : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "migrate-file-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }
  std::string at(const std::string& name) const { return directory_ + "/" + name; }
  void put(const std::string& name, const std::string& text) const {
    std::ofstream(at(name), std::ios::binary) << text;
  }

  std::string directory_;
};

template <typename F>
Error caught(F body) {
  try {
    body();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return Error(ExitCode::ok, {});
}

TEST_F(Files, ReadsBytesAsTheyAre) {
  using namespace std::string_literals;
  put("x", "a\r\nb\0c\xFF"s);
  EXPECT_EQ(read_file(at("x")), "a\r\nb\0c\xFF"s);
  put("empty", "");
  EXPECT_EQ(read_file(at("empty")), "");
}

TEST_F(Files, RefusesWhatCannotBeRead) {
  put("big", std::string(1001, 'x'));
  for (const std::string& path : {at("missing"), directory_, at("big"), std::string("a\0b", 3)}) {
    const Error error = caught([&] { read_file(path, 1000); });
    EXPECT_EQ(error.report().code, "MIG-FILE-READ") << path;
    EXPECT_EQ(error.exit(), ExitCode::usage);
  }
  put("fits", std::string(1000, 'x'));
  EXPECT_EQ(read_file(at("fits"), 1000).size(), 1000u);
}

TEST_F(Files, WritesANewFileOnce) {
  write_new_file(at("new"), "content");
  EXPECT_EQ(read_file(at("new")), "content");
  const Error error = caught([&] { write_new_file(at("new"), "other"); });
  EXPECT_EQ(error.report().code, "MIG-FILE-EXISTS");
  EXPECT_EQ(read_file(at("new")), "content");
  EXPECT_EQ(list_files(directory_), std::vector<std::string>{"new"});
}

TEST_F(Files, DoesNotReplaceALinkThatLeadsNowhere) {
  ASSERT_EQ(symlink("nowhere", at("link").c_str()), 0);
  EXPECT_EQ(caught([&] { write_new_file(at("link"), "x"); }).report().code, "MIG-FILE-EXISTS");
}

TEST_F(Files, RefusesToWriteIntoAMissingDirectory) {
  EXPECT_EQ(caught([&] { write_new_file(at("no/such"), "x"); }).report().code, "MIG-FILE-WRITE");
}

TEST_F(Files, ListsRegularFilesSortedBytewise) {
  for (const char* name : {"b", "a", "B", "10", "9", "ž"}) put(name, "");
  std::filesystem::create_directory(at("directory"));
  ASSERT_EQ(symlink("a", at("linked").c_str()), 0);
  ASSERT_EQ(symlink("nowhere", at("broken").c_str()), 0);
  EXPECT_EQ(list_files(directory_),
            (std::vector<std::string>{"10", "9", "B", "a", "b", "linked", "ž"}));
  EXPECT_EQ(caught([&] { list_files(at("missing")); }).report().code, "MIG-FILE-READ");
}

TEST(Digest, KnownValues) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Host, KnowsItself) {
  EXPECT_FALSE(host_name().empty());
  EXPECT_FALSE(user_name().empty());
  EXPECT_TRUE(process_alive(process_id()));
  EXPECT_TRUE(process_alive(1));
  for (const long pid : {0L, -1L, 4194305L, 1L << 40}) EXPECT_FALSE(process_alive(pid)) << pid;
  EXPECT_NE(std::string(tool_version()), "");
}

TEST(Host, AnEmptyVariableIsNotSet) {
  setenv("MIGRATE_UNIT_TEST", "", 1);
  EXPECT_FALSE(environment("MIGRATE_UNIT_TEST"));
  setenv("MIGRATE_UNIT_TEST", "x", 1);
  EXPECT_EQ(environment("MIGRATE_UNIT_TEST"), "x");
  unsetenv("MIGRATE_UNIT_TEST");
  EXPECT_FALSE(environment("MIGRATE_UNIT_TEST"));
}

}  // namespace
}  // namespace migrate
