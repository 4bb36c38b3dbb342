// What a statement that the server remembers says. Read by the engine's lexical rules, not by a
// grammar: what cannot be told counts as naming the old shape.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "gate/gate.hpp"
#include "schema/engine_kind.hpp"

namespace migrate {

class StatementText {
 public:
  StatementText(std::string_view sql, EngineKind engine);

  // Reads or writes rows: not DDL, not a setting.
  bool works_on_rows() const;
  // A column counts where the statement names its table too, but not as an alias, a function, or a
  // column of another table that stands in its FROM.
  bool names(const OldName& old) const;
  // Equal but for literals, blanks and signs. Servers keep statements in a form of their own, and
  // may cut them.
  bool same_as(const StatementText& other) const;

 private:
  struct Word {
    enum class Kind { word, name, literal, symbol };
    Kind kind;
    std::string text;  // small letters, without quotes
  };
  bool is(std::size_t at, std::string_view text) const;
  bool is_name(std::size_t at, const std::string& name) const;
  bool stands_for_table(std::size_t at) const;
  std::string alias_behind(std::size_t table) const;

  std::vector<Word> words_;
  std::string said_;  // words and names
  bool cut_ = false;
};

}  // namespace migrate
