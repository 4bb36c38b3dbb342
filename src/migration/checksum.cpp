#include "migration/checksum.hpp"

#include <algorithm>

#include "util/digest.hpp"

namespace migrate {

namespace {

// With its length in front, no text can be taken for structure.
void append_text(const std::string& text, std::string& out) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

// Where null is a value: no default, no comment.
bool takes_away(const std::string& key) {
  return key == "default" || key == "comment";
}

// `nulls`: those that take something away are appended.
void append(const Node& node, int version, bool nulls, std::string& out) {
  switch (node.kind) {
    case Node::Kind::null:
      out += 'n';
      return;
    case Node::Kind::scalar:
      out += 's';
      append_text(node.text, out);
      return;
    case Node::Kind::list:
      out += '[';
      for (const Node& item : node.items) append(item, version, false, out);
      out += ']';
      return;
    case Node::Kind::map:
      break;
  }
  std::vector<const Entry*> entries;
  for (const Entry& entry : node.entries)
    if (entry.value.kind != Node::Kind::null || (nulls && takes_away(entry.key)))
      entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(),
            [](const Entry* a, const Entry* b) { return a->key < b->key; });
  out += '{';
  for (const Entry* entry : entries) {
    append_text(entry->key, out);
    append(entry->value, version, version > 1 && entry->key == "alter_column", out);
  }
  out += '}';
}

}  // namespace

std::string document_checksum(const Node& root, int version) {
  std::string canonical = "document " + std::to_string(version) + "\n";
  append(root, version, false, canonical);
  return sha256_hex(canonical);
}

std::string sql_checksum(const std::string& clean_sql) {
  const std::size_t last = clean_sql.find_last_not_of('\n');
  return sha256_hex("sql 1\n" + clean_sql.substr(0, last == std::string::npos ? 0 : last + 1));
}

}  // namespace migrate
