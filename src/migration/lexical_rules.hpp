// How an engine reads SQL as text, as data.
#pragma once
#include "schema/engine_kind.hpp"

namespace migrate {

struct LexicalRules {
  bool backslash_escapes = false;   // in '…' and "…"
  bool double_quoted_text = false;  // "…" is a value, not a name
  bool backtick_names = false;
  bool bracket_names = false;
  bool dollar_quotes = false;          // $tag$…$tag$, and E'…'
  bool hash_comments = false;          // # to the end of the line
  bool dashes_need_blank = false;      // "--1" is an expression
  bool nested_comments = false;        // /* /* */ */
  bool executed_comments = false;      // /*!…*/ and /*M!…*/ are code
  bool return_ends_comment = false;    // a carriage return does, as well as a line feed
  bool client_sets_delimiter = false;  // DELIMITER lines of its client
};

const LexicalRules& lexical_rules(EngineKind engine);

}  // namespace migrate
