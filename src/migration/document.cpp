#include "migration/document.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "migration/document_builder.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

struct Weight {
  std::size_t nodes = 0;
  std::size_t bytes = 0;
  std::size_t depth = 0;
};

void weigh(const Node& node, std::size_t depth, Weight& weight) {
  ++weight.nodes;
  weight.bytes += node.text.size();
  weight.depth = std::max(weight.depth, depth);
  for (const Node& item : node.items) weigh(item, depth + 1, weight);
  for (const Entry& entry : node.entries) {
    weight.bytes += entry.key.size();
    weigh(entry.value, depth + 1, weight);
  }
}

}  // namespace

void source_error(const Source& source, std::string_view code, std::string what, int line,
                  std::vector<std::string> details, std::string next) {
  if (next.empty())
    next = source.codes == "MIG-FILE" ? "correct the file, then run: migrate validate"
                                      : "correct the file, then run the command again";
  const std::string path = printable(source.path);
  refuse(fmt::format("{}-{}", source.codes, code), std::move(what), std::move(next),
         line > 0 ? fmt::format("{}:{}", path, line) : path, std::move(details));
}

const Entry* Node::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

std::string clean_text(const Source& source, std::string_view raw) {
  if (raw.size() > max_file_size) source_error(source, "READ", "the file is larger than 1 MB", 0);
  if (raw.starts_with("\xEF\xBB\xBF")) raw.remove_prefix(3);
  std::string text = replace_all(std::string(raw), "\r\n", "\n");
  int line = 1;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
      source_error(source, "SYNTAX",
                   fmt::format("the file holds the control character 0x{:02x}", c), line);
    // PostgreSQL ends a comment there, MySQL and SQLite do not, yaml-cpp takes it for text.
    if (c == '\r')
      source_error(source, "SYNTAX", "the file holds a carriage return without a line feed", line);
    if (c != '\n' && i + 1 != text.size()) continue;
    // Line by line, to name the line; a newline is never inside a sequence.
    if (!is_utf8(std::string_view(text).substr(start, i + 1 - start)))
      source_error(source, "SYNTAX", "the file is not UTF-8", line);
    start = i + 1;
    ++line;
  }
  return text;
}

bool DocumentBuilder::wants_key() const {
  return !open_.empty() && open_.back().node.kind == Node::Kind::map && !open_.back().pending;
}

// An escape can bring in what clean_text kept out: no name or SQL can hold it.
void DocumentBuilder::check(const std::string& text, int line) {
  if (text.find('\0') != std::string::npos)
    source_error(source_, "SYNTAX", "a text holds a NUL character", line);
  if (!is_utf8(text)) source_error(source_, "SYNTAX", "a text is not UTF-8", line);
}

void DocumentBuilder::count(std::size_t nodes, std::size_t bytes, int line) {
  nodes_ += nodes;
  bytes_ += bytes;
  if (nodes_ > max_nodes)
    source_error(source_, "SYNTAX", fmt::format("the file holds more than {} values", max_nodes),
                 line);
  if (bytes_ > max_text)
    source_error(source_, "SYNTAX", "the file's text, with aliases expanded, exceeds 4 MB", line);
}

void DocumentBuilder::scalar(std::string text, bool quoted, int line, int column,
                             std::size_t anchor) {
  count(1, text.size(), line);
  check(text, line);
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = std::move(text);
  node.quoted = quoted;
  node.line = line;
  node.column = column;
  add(std::move(node), anchor);
}

void DocumentBuilder::null(int line, int column, std::size_t anchor) {
  count(1, 0, line);
  Node node;
  node.line = line;
  node.column = column;
  add(std::move(node), anchor);
}

void DocumentBuilder::begin(Node::Kind kind, int line, int column, std::size_t anchor) {
  count(1, 0, line);
  if (open_.size() >= max_depth)
    source_error(source_, "SYNTAX", fmt::format("values are nested more than {} deep", max_depth),
                 line);
  Open open;
  open.node.kind = kind;
  open.node.line = line;
  open.node.column = column;
  open.anchor = anchor;
  open_.push_back(std::move(open));
}

void DocumentBuilder::end() {
  Open done = std::move(open_.back());
  open_.pop_back();
  add(std::move(done.node), done.anchor);
}

void DocumentBuilder::key(std::string text, int line) {
  count(0, text.size(), line);
  check(text, line);
  Open& map = open_.back();
  if (!map.keys.insert(text).second)
    source_error(source_, "SYNTAX",
                 fmt::format("the key \"{}\" is given twice", printable(shorten(text, 80))), line);
  map.pending = Entry{std::move(text), line, {}};
}

void DocumentBuilder::alias(std::size_t anchor, int line) {
  const auto found = anchored_.find(anchor);
  if (found == anchored_.end())
    source_error(source_, "SYNTAX", "an alias refers to a value that contains it", line);
  Weight weight;
  weigh(found->second, 1, weight);
  count(weight.nodes, weight.bytes, line);
  if (open_.size() + weight.depth > max_depth)
    source_error(source_, "SYNTAX", fmt::format("values are nested more than {} deep", max_depth),
                 line);
  add(found->second, 0);
}

void DocumentBuilder::add(Node node, std::size_t anchor) {
  if (anchor != 0) {
    // The copy counts too: anchors inside one another would otherwise multiply memory.
    Weight weight;
    weigh(node, 1, weight);
    count(weight.nodes, weight.bytes, node.line);
    anchored_[anchor] = node;
  }
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  Open& parent = open_.back();
  if (parent.node.kind == Node::Kind::list) {
    parent.node.items.push_back(std::move(node));
    return;
  }
  parent.pending->value = std::move(node);
  parent.node.entries.push_back(std::move(*parent.pending));
  parent.pending.reset();
}

}  // namespace migrate
