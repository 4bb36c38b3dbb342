// Each story in a shortened form on SQLite, and one on every server that is named; see stories.hpp.
// MIGRATE_LAB_REQUESTS (900) is about how many requests each makes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/lab/stories.hpp"
#include "util/text.hpp"

namespace migrate::lab {
namespace {

class LabTest : public testing::Test {
 public:
  LabTest(const Story& story, const test::Server& server) : story_(story), server_(server) {}

 private:
  void TestBody() override {
    const char* text = std::getenv("MIGRATE_LAB_REQUESTS");
    try {
      play(story_, server_, text ? std::max(200L, std::atol(text)) : 900, stdout);
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
    }
  }

  const Story& story_;
  const test::Server& server_;
};

// Which strategy an engine's one release is: each of them is seen on some server.
bool is_run(const Story& story, EngineKind engine) {
  switch (engine) {
    case EngineKind::sqlite:
      return true;
    case EngineKind::postgres:
      return story.name == "release" && story.strategy == "rolling";
    case EngineKind::mariadb:
      return story.name == "release" && story.strategy == "canary";
    case EngineKind::mysql:
      break;
  }
  return story.name == "release" && story.strategy == "blue-green";
}

}  // namespace
}  // namespace migrate::lab

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  for (const auto& server : migrate::test::servers()) {
    for (const auto& story : migrate::lab::stories()) {
      if (!migrate::lab::is_run(story, server.kind())) continue;
      const std::string name = migrate::replace_all(
          fmt::format("{}_{}_{}", story.strategy, story.name, server.name()), "-", "_");
      testing::RegisterTest("lab", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [&story, &server]() -> testing::Test* {
                              return new migrate::lab::LabTest(story, server);
                            });
    }
  }
  return RUN_ALL_TESTS();
}
