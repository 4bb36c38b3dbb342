#include "dialects/postgres/operations/defaults.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "dialects/postgres/replace/type_change.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// A recursive-descent reader of the small language that is accepted; anything else is no constant.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(trim(text)) {}

  bool whole() { return term() && rest_.empty(); }
  bool saw_time = false, saw_null = false, saw_volatile = false;
  // Of a time: as the session's clock shows it, or made another type by its zone.
  bool saw_local = false, saw_cast = false;
  int zones = 0;
  std::vector<std::string> types;  // that something is cast to

 private:
  static bool word_char(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$';
  }
  void skip() { rest_ = trim(rest_); }
  bool eat(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    skip();
    return true;
  }
  bool eat_word(std::string_view word) {
    if (!starts_with_ci(rest_, word)) return false;
    if (rest_.size() > word.size() && word_char(rest_[word.size()])) return false;
    rest_.remove_prefix(word.size());
    skip();
    return true;
  }

  bool term() {
    if (!factor()) return false;
    for (;;) {
      if (eat("::")) {
        if (!cast()) return false;
      } else if (eat_word("AT")) {
        const bool of_the_time = saw_cast;
        if (!eat_word("TIME") || !eat_word("ZONE") || !factor()) return false;
        saw_cast = of_the_time;  // 'UTC'::text
        ++zones;
      } else {
        return true;
      }
    }
  }

  bool factor() {
    if (eat("(")) return term() && eat(")") && casts();
    if (eat("-") || eat("+")) return number() && casts();
    if (!rest_.empty() && std::isdigit(static_cast<unsigned char>(rest_[0])))
      return number() && casts();
    if (rest_.starts_with("'")) return literal(false) && casts();
    if (starts_with_ci(rest_, "E'")) {
      rest_.remove_prefix(1);
      return literal(true) && casts();
    }
    if (eat_word("NULL")) return saw_null = true, casts();
    if (eat_word("TRUE") || eat_word("FALSE")) return casts();
    for (auto* word : {"CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "CURRENT_TIME", "LOCALTIME"})
      if (eat_word(word)) {
        saw_time = true;
        saw_local |= std::string_view(word) != "CURRENT_TIMESTAMP";
        if (eat("(")) return number() && eat(")") && casts();
        return casts();
      }
    if (eat_word("CURRENT_DATE")) return saw_time = saw_local = true, casts();
    if (eat_word("now") || eat_word("transaction_timestamp"))
      return saw_time = true, eat("(") && eat(")") && casts();
    for (auto* word : {"gen_random_uuid", "uuid_generate_v4", "uuidv4", "uuidv7", "random",
                       "clock_timestamp", "statement_timestamp", "timeofday"})
      if (eat_word(word)) return saw_volatile = true, eat("(") && eat(")") && casts();
    if (eat_word("nextval")) return saw_volatile = true, eat("(") && term() && eat(")") && casts();
    if (eat_word("timezone"))
      return ++zones, eat("(") && term() && eat(",") && term() && eat(")") && casts();
    return false;
  }

  bool casts() {
    while (eat("::"))
      if (!cast()) return false;
    return true;
  }

  bool cast() {
    saw_cast |= saw_time;
    const auto from = rest_;
    if (!type()) return false;
    types.emplace_back(trim(from.substr(0, from.size() - rest_.size())));
    return true;
  }

  bool number() {
    std::size_t n = 0;
    bool digits = false;
    while (n < rest_.size() &&
           (std::isdigit(static_cast<unsigned char>(rest_[n])) || rest_[n] == '.'))
      digits = digits || rest_[n] != '.', ++n;
    if (!digits || (n < rest_.size() && word_char(rest_[n]))) return false;
    rest_.remove_prefix(n);
    skip();
    return true;
  }

  bool literal(bool escapes) {
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (escapes && rest_[i] == '\\') {
        ++i;
      } else if (rest_[i] == '\'') {
        if (i + 1 < rest_.size() && rest_[i + 1] == '\'') {
          ++i;
          continue;
        }
        rest_.remove_prefix(i + 1);
        skip();
        return true;
      }
    }
    return false;
  }

  // A type name: words, dots, quoted names, (n, m) and [].
  bool type() {
    bool any = false;
    for (;;) {
      if (rest_.starts_with("\"")) {
        auto end = rest_.find('"', 1);
        if (end == std::string_view::npos) return false;
        rest_.remove_prefix(end + 1);
        any = true;
      } else if (!rest_.empty() &&
                 (std::isalpha(static_cast<unsigned char>(rest_[0])) || rest_[0] == '_')) {
        if (any && starts_with_ci(rest_, "AT ")) return true;
        std::size_t n = 0;
        while (n < rest_.size() && word_char(rest_[n])) ++n;
        rest_.remove_prefix(n);
        any = true;
      } else if (any && rest_.starts_with(".")) {
        rest_.remove_prefix(1);
        continue;
      } else if (any && rest_.starts_with("(")) {
        auto end = rest_.find(')');
        if (end == std::string_view::npos ||
            rest_.substr(1, end - 1).find_first_not_of("0123456789, -") != std::string_view::npos)
          return false;
        rest_.remove_prefix(end + 1);
      } else if (any && rest_.starts_with("[]")) {
        rest_.remove_prefix(2);
      } else {
        return any;
      }
      skip();
    }
  }

  std::string_view rest_;
};

}  // namespace

bool is_constant_default(std::string_view sql) {
  Reader reader(sql);
  return reader.whole() && !reader.saw_volatile;
}

bool is_never_null_default(std::string_view sql) {
  Reader reader(sql);
  return reader.whole() && reader.saw_volatile && !reader.saw_null;
}

bool is_literal_default(std::string_view sql) {
  Reader reader(sql);
  return reader.whole() && !reader.saw_time && !reader.saw_volatile;
}

bool is_same_everywhere(std::string_view sql, std::string_view type) {
  Reader reader(sql);
  if (!reader.whole() || reader.saw_volatile) return false;
  const auto of_column = base_type(std::string(type));
  if (reader.saw_time) {
    if (reader.saw_local || reader.saw_cast || reader.zones > 1) return false;
    // A zone that is named makes an instant a clock's time, which the type must be.
    return of_column == (reader.zones ? "timestamp without time zone" : "timestamp with time zone");
  }
  if (reader.zones) return false;
  auto is_clock = [](const std::string& one) {
    return one.starts_with("time") || one.starts_with("date") || one.starts_with("interval");
  };
  if (!is_clock(of_column) && std::none_of(reader.types.begin(), reader.types.end(), is_clock))
    return true;
  // A literal of the column's own type was read when the default was set. ('now'::text)::date is
  // read at each INSERT; of another type it is made the column's by the session.
  return reader.types.size() <= 1 &&
         (reader.types.empty() || base_type(reader.types[0]) == of_column);
}

bool is_null_default(std::string_view sql) {
  Reader reader(sql);
  return reader.whole() && reader.saw_null && !reader.saw_volatile;
}

std::optional<std::string> default_of(const Column& column) {
  if (column.default_sql) return column.default_sql;
  auto of_type = column.extra.find("type_default");
  if (of_type == column.extra.end()) return std::nullopt;
  return of_type->second;
}

std::optional<std::string> constant_default_of(const Column& column) {
  auto sql = default_of(column);
  if (!sql || !is_constant_default(*sql) || is_null_default(*sql)) return std::nullopt;
  return sql;
}

std::vector<std::string> try_default(const std::string& table, const std::string& column,
                                     const std::string& value) {
  auto alter = "ALTER TABLE " + table + " ALTER COLUMN " + column;
  return {alter + " SET DEFAULT " + value, alter + " DROP DEFAULT"};
}

const std::string& type_beside(const Column& column) {
  for (auto* fact : {"base_type", "default_base"})
    if (auto base = column.extra.find(fact); base != column.extra.end()) return base->second;
  return column.type;
}

}  // namespace migrate::postgres
