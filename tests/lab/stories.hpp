// The releases that the lab plays, one file per strategy.
#pragma once
#include <string>
#include <vector>

#include "tests/lab/lab.hpp"

namespace migrate::lab {

struct Story {
  std::string strategy;  // "rolling", "blue-green", "canary"
  std::string name;      // "release", "bad-canary", "forced", "dies"
  std::string summary;
  void (*play)(Lab&);
};

const std::vector<Story>& stories();

// From an empty database of that server to the end. Throws NotShown, or what went wrong.
void play(const Story& story, const test::Server& server, long requests, std::FILE* narration);

// Without a failed request: contract too early, the release taken back half way with the migration,
// a second attempt, an instance of old code that hangs on, contract.
void play_rolling(Lab& lab);
void play_blue_green(Lab& lab);
void play_canary(Lab& lab);
// The canary answers a part of its requests with errors, and the tool takes it back.
void play_bad_canary(Lab& lab);
// Contract is forced while old code serves.
void play_forced(Lab& lab);
// An instance of old code is killed.
void play_dies(Lab& lab);

}  // namespace migrate::lab
