// A YAML or JSON file as a tree of values that know where they stand, so that every message about
// them can name its line. The same tree comes out of both formats for the same content.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migrate {

// Whose file is read: `path` as given, for messages; `codes` is "MIG-FILE" or "MIG-CONFIG", the
// front of every error's code.
struct Source {
  std::string path;
  std::string codes = "MIG-FILE";
};

// Gives up (exit 2) with `<codes>-<code>` at a line of the source; line 0: the file as a whole.
[[noreturn]] void source_error(const Source& source, std::string_view code, std::string what,
                               int line, std::vector<std::string> details = {},
                               std::string next = {});

struct Entry;

struct Node {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  std::string text;     // of a scalar; numbers and booleans as written
  bool quoted = false;  // a text for certain: never true, false or a number
  int line = 0;         // from 1
  int column = 0;
  std::vector<Node> items;     // of a list
  std::vector<Entry> entries;  // of a map, in the file's order, each key once

  const Entry* find(std::string_view key) const;
};

struct Entry {
  std::string key;
  int line = 0;  // of the key
  Node value;
};

inline constexpr int max_depth = 64;
inline constexpr std::size_t max_nodes = 100000;   // aliases expanded
inline constexpr std::size_t max_text = 4u << 20;  // bytes of all scalars, aliases expanded
inline constexpr std::size_t max_file_size = 1u << 20;

// Without a byte-order mark, CRLF as LF. Refuses what is not UTF-8 or holds control characters
// (yaml-cpp takes 0x04 for the end of the file), a CR of its own among them.
std::string clean_text(const Source& source, std::string_view raw);

// Both take clean text and refuse (…-SYNTAX) duplicate keys, more than one document, and what
// exceeds the bounds. An empty file is a null node.
Node parse_yaml(const Source& source, const std::string& text);
Node parse_json(const Source& source, const std::string& text);

}  // namespace migrate
