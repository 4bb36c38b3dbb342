// Reads the fields of a map with their types; every problem is one error that names the line, what
// was found and what was expected. A field whose value is null counts as not given.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migration/document.hpp"
#include "migration/migration.hpp"

namespace migrate {

class Fields {
 public:
  // `what` names the map in messages: "rename_column". Refuses at once what is not a map (…-TYPE)
  // and a key that is not in `allowed` (…-FIELD, with the nearest one). `line`: where the map's own
  // key stands. The source and the node must outlive the reader.
  Fields(const Source& source, const Node& node, std::string what, std::vector<std::string> allowed,
         int line = 0);

  const Source& source() const { return source_; }
  int line() const { return line_; }
  Location location() const { return {source_.path, line_}; }

  const Node* find(std::string_view key) const;     // nullptr when not given
  bool is_null(std::string_view key) const;         // given, and null
  const Node& require(std::string_view key) const;  // …-MISSING when not given
  int line_of(std::string_view key) const;          // of the key, or of the map

  std::string text(std::string_view key) const;           // required, not empty
  std::string optional_text(std::string_view key) const;  // empty when not given
  Identifier identifier(std::string_view key) const;      // required
  std::optional<Identifier> optional_identifier(std::string_view key) const;
  std::vector<Identifier> identifiers(std::string_view key) const;   // empty when not given
  std::vector<std::string> texts(std::string_view key) const;        // empty when not given
  std::vector<std::string> one_or_more(std::string_view key) const;  // a text, or a list of them
  bool flag(std::string_view key, bool otherwise = false) const;
  SqlText sql(std::string_view key) const;           // required, not empty
  SqlText optional_sql(std::string_view key) const;  // an empty text counts as not given
  // The value of an entry of a map below `key`, as optional_sql.
  SqlText sql_of(std::string_view key, const Node& node) const;
  // One of `choices`, in any case; `otherwise` when not given or empty.
  std::string choice(std::string_view key, const std::vector<std::string>& choices,
                     const std::string& otherwise) const;
  std::optional<Millis> duration(std::string_view key) const;
  std::optional<BatchSize> batch(std::string_view key) const;
  std::optional<long> integer(std::string_view key, long least, long most) const;
  std::optional<double> number(std::string_view key, double least) const;  // > least

  // Elements of a list; empty when not given.
  const std::vector<Node>& list(std::string_view key) const;

  [[noreturn]] void bad_value(std::string_view key, const std::string& why) const;

 private:
  [[noreturn]] void bad_type(std::string_view key, const Node& node,
                             std::string_view expected) const;
  const std::string& scalar(std::string_view key, const Node& node,
                            std::string_view expected) const;
  std::string name(std::string_view key) const;

  const Source& source_;
  const Node& node_;
  std::string what_;
  int line_;
};

// "a list", "the text "yes"", "nothing": what stands in the file, for messages.
std::string describe(const Node& node);
// `did you mean "table"?` with a leading "; ", or empty.
std::string suggestion(std::string_view word, const std::vector<std::string>& known);

}  // namespace migrate
