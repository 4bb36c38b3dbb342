// What a stored CREATE TRIGGER fires for and what it reads.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialects/sqlite/catalog/lexer.hpp"

namespace migrate::sqlite {

struct TriggerText {
  enum class Event { insert, update, remove };
  Event event = Event::insert;
  std::vector<std::string> of;  // UPDATE OF; empty: of any column
  bool has_when = false;
  std::vector<Token> rest;  // behind the table's name

  // An UPDATE that sets these columns fires it.
  bool fires_for(const std::vector<std::string>& set) const;
  // "NEW.name", "OLD.name"
  bool reads(std::string_view row, std::string_view column) const;
  // The columns that its UPDATEs of this table set.
  std::vector<std::string> sets(std::string_view table) const;
  bool raises() const;
  // A statement of it is `SELECT RAISE(…)`, with nothing that could keep it from raising.
  bool raises_always() const;
};

std::optional<TriggerText> parse_trigger(std::string_view sql);

}  // namespace migrate::sqlite
