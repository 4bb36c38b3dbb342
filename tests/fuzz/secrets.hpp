// Stands for src/util/log.cpp: what was registered as a secret, by the input that is looked at.
#pragma once
#include <string>
#include <vector>

namespace migrate::fuzz {

std::vector<std::string>& secrets();

}  // namespace migrate::fuzz
