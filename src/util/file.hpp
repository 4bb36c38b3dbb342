// Whole files, with the error a person understands.
#pragma once
#include <string>
#include <vector>

namespace migrate {

// Reads at most `limit` bytes; refuses (MIG-FILE-READ) when unreadable, a directory, or larger.
std::string read_file(const std::string& path, std::size_t limit = 16u << 20);
// Writes atomically (temporary file, rename); refuses (MIG-FILE-EXISTS) when it exists already.
void write_new_file(const std::string& path, const std::string& content);
// Names (not paths) of the regular files in a directory, sorted bytewise. Refuses when unreadable.
std::vector<std::string> list_files(const std::string& directory);
bool file_exists(const std::string& path);

}  // namespace migrate
