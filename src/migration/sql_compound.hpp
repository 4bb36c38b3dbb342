// Statements with statements inside (trigger and routine bodies): whether a semicolon ends them.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "schema/engine_kind.hpp"

namespace migrate {

// Fed with the tokens of one statement, comments and blanks left out.
class Compound {
 public:
  virtual ~Compound() = default;
  virtual void word(const std::string& upper) = 0;  // keyword or plain name
  virtual void symbol(char c) = 0;                  // quoted text is given as '\''
  // A semicolon: true when it ends the statement.
  virtual bool semicolon() = 0;
  // The text ends here: what is still open ("a body has no END"); empty: nothing.
  virtual std::string unfinished() = 0;
};

std::unique_ptr<Compound> make_compound(EngineKind engine);

}  // namespace migrate
