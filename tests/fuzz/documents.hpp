// Shared by the two readers of documents: trees compared, and written again as JSON.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "migration/checksum.hpp"
#include "migration/document.hpp"
#include "tests/fuzz/require.hpp"

namespace migrate::fuzz {

inline bool is_json_number(const std::string& text) {
  const auto value = nlohmann::json::parse(text, nullptr, false);
  return value.is_number() && text == std::string(text.c_str()) &&
         text.find_first_of(" \t\n\r") == std::string::npos;
}

inline void write_json(const Node& node, std::string& out) {
  const auto text = [&](const std::string& value) { out += nlohmann::json(value).dump(); };
  switch (node.kind) {
    case Node::Kind::null:
      out += "null";
      return;
    case Node::Kind::scalar:
      if (!node.quoted &&
          (node.text == "true" || node.text == "false" || is_json_number(node.text)))
        out += node.text;
      else
        text(node.text);
      return;
    case Node::Kind::list:
      out += '[';
      for (const Node& item : node.items) {
        if (&item != &node.items.front()) out += ',';
        write_json(item, out);
      }
      out += ']';
      return;
    case Node::Kind::map:
      out += '{';
      for (const Entry& entry : node.entries) {
        if (&entry != &node.entries.front()) out += ',';
        text(entry.key);
        out += ':';
        write_json(entry.value, out);
      }
      out += '}';
      return;
  }
}

inline std::string as_json(const Node& node) {
  std::string out;
  write_json(node, out);
  return out;
}

// Bounds, and places that a message can name.
inline void require_sound(const Node& node, int lines, int depth = 0) {
  require(depth <= max_depth, "no deeper than max_depth");
  require(node.line >= 0 && node.line <= lines, "the line is one of the file");
  for (const Node& item : node.items) require_sound(item, lines, depth + 1);
  for (const Entry& entry : node.entries) {
    require(node.find(entry.key) == &entry, "a key stands once");
    require_sound(entry.value, lines, depth + 1);
  }
}

inline void require_same(const Node& a, const Node& b, const char* what, const std::string& text) {
  require(document_checksum(a) == document_checksum(b), what, text,
          as_json(a) + "\n  " + as_json(b));
}

}  // namespace migrate::fuzz
