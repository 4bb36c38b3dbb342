// Values of an enumeration type that change, in the server's own spelling of expressions.
#pragma once
#include <map>
#include <string>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

struct ValueChange {
  std::map<std::string, std::string> renamed;
  std::map<std::string, std::string> dropped;  // by what it is replaced; empty: by nothing

  // What each value that changes becomes; one that becomes nothing is left out.
  std::map<std::string, std::string> all() const;
};

// 'label'::type becomes 'label'::second, '{label}'::type[] likewise. Throws (exit 2) where the
// change of a value would change what the expression means, and where the type is named in another
// way.
struct Words {
  const Planning& p;
  std::string type;    // as the server writes it
  std::string second;  // as SQL
  ValueChange change;
  std::string where;  // for the refusal

  // A dropped value in it has no meaning any more.
  std::string of_expression(const std::string& sql) const;
  // A dropped value becomes what replaces it.
  std::string of_default(const std::string& sql) const;

 private:
  std::string reworded(const std::string& sql, const std::map<std::string, std::string>& to) const;
};

}  // namespace migrate::postgres
