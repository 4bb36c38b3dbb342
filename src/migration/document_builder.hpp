// Builds the tree from a parser's events and keeps it within bounds while it grows.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "migration/document.hpp"

namespace migrate {

class DocumentBuilder {
 public:
  explicit DocumentBuilder(const Source& source) : source_(source) {}

  // `anchor` 0: none.
  void scalar(std::string text, bool quoted, int line, int column, std::size_t anchor = 0);
  void null(int line, int column, std::size_t anchor = 0);
  void begin(Node::Kind kind, int line, int column, std::size_t anchor = 0);
  void end();
  void key(std::string text, int line);
  void alias(std::size_t anchor, int line);

  // The next value belongs to a map that has no key for it yet.
  bool wants_key() const;
  Node take() { return std::move(root_); }

 private:
  struct Open {
    Node node;
    std::size_t anchor = 0;
    std::set<std::string> keys;
    std::optional<Entry> pending;  // the key was read, its value was not
  };

  void add(Node node, std::size_t anchor);
  void check(const std::string& text, int line);
  void count(std::size_t nodes, std::size_t bytes, int line);

  const Source& source_;
  std::vector<Open> open_;
  std::map<std::size_t, Node> anchored_;
  Node root_;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace migrate
