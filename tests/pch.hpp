// What nearly every test includes, beside the project's own precompiled header.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "src/pch.hpp"
