#include "migration/lexical_rules.hpp"

namespace migrate {

const LexicalRules& lexical_rules(EngineKind engine) {
  static const LexicalRules postgres = [] {
    LexicalRules rules;
    rules.dollar_quotes = rules.nested_comments = rules.return_ends_comment = true;
    return rules;
  }();
  static const LexicalRules sqlite = [] {
    LexicalRules rules;
    rules.backtick_names = rules.bracket_names = true;
    return rules;
  }();
  static const LexicalRules mysql = [] {
    LexicalRules rules;
    rules.backslash_escapes = rules.double_quoted_text = rules.backtick_names = true;
    rules.hash_comments = rules.dashes_need_blank = rules.executed_comments = true;
    rules.client_sets_delimiter = true;
    return rules;
  }();
  switch (engine) {
    case EngineKind::postgres:
      return postgres;
    case EngineKind::sqlite:
      return sqlite;
    case EngineKind::mysql:
    case EngineKind::mariadb:
      break;
  }
  return mysql;
}

}  // namespace migrate
