// The lab by hand; scripts/lab calls it.
//   lab rolling|blue-green|canary [--engine E] [--requests N] [--story S]
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "tests/lab/stories.hpp"

namespace migrate::lab {
namespace {

// Stories beside the release itself show that something fails: a tenth of the requests tells it.
long requests_of(const Story& story, long requests) {
  return story.name == "release" ? requests : std::min(requests, std::max(600L, requests / 10));
}

const test::Server& server_of(const std::string& engine) {
  for (const test::Server& server : test::servers())
    if (server.name() == engine) return server;
  throw std::runtime_error("no server of that kind: its MIGRATE_TEST_…_URL is not set");
}

}  // namespace
}  // namespace migrate::lab

int main(int argc, char** argv) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  std::string strategy, engine = "sqlite", only;
  long requests = 1000;
  CLI::App cli("lab");
  cli.add_option("strategy", strategy)
      ->required()
      ->check(CLI::IsMember({"rolling", "blue-green", "canary"}));
  cli.add_option("--engine", engine)
      ->check(CLI::IsMember({"sqlite", "postgres", "mariadb", "mysql"}));
  cli.add_option("--requests", requests)->check(CLI::Range(200L, 10'000'000L));
  cli.add_option("--story", only)
      ->check(CLI::IsMember({"release", "bad-canary", "forced", "dies"}));
  CLI11_PARSE(cli, argc, argv);
  try {
    bool any = false;
    for (const auto& story : migrate::lab::stories()) {
      if (story.strategy != strategy || (!only.empty() && story.name != only)) continue;
      any = true;
      migrate::lab::play(story, migrate::lab::server_of(engine),
                         migrate::lab::requests_of(story, requests), stdout);
      fmt::print("\n");
    }
    if (!any) throw std::runtime_error(strategy + " has no story " + only);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "lab: {}\n", error.what());
    return 1;
  }
}
