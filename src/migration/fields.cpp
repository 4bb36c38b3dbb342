#include "migration/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "util/text.hpp"

namespace migrate {

namespace {

std::string quoted(std::string_view text) {
  // It may hold a password.
  if (text.find("://") != std::string_view::npos) return "a URL";
  return fmt::format("\"{}\"", printable(shorten(text, 80)));
}

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return result;
}

}  // namespace

std::string describe(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return "nothing";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map";
    case Node::Kind::scalar:
      break;
  }
  return node.quoted ? "the text " + quoted(node.text) : quoted(node.text);
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
  const std::string near = nearest(word, known);
  return near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near);
}

Fields::Fields(const Source& source, const Node& node, std::string what,
               std::vector<std::string> allowed, int line)
    : source_(source), node_(node), what_(std::move(what)), line_(line > 0 ? line : node.line) {
  if (node_.kind != Node::Kind::map)
    source_error(source_, "TYPE",
                 fmt::format("{} must be a map of fields, found {}", what_, describe(node_)), line_,
                 {"fields: " + join(allowed, ", ")});
  for (const Entry& entry : node_.entries) {
    if (std::find(allowed.begin(), allowed.end(), entry.key) != allowed.end()) continue;
    source_error(source_, "FIELD",
                 fmt::format("unknown field {} in {}{}", quoted(entry.key), what_,
                             suggestion(entry.key, allowed)),
                 entry.line, {"fields: " + join(allowed, ", ")});
  }
}

const Node* Fields::find(std::string_view key) const {
  const Entry* entry = node_.find(key);
  return entry == nullptr || entry->value.kind == Node::Kind::null ? nullptr : &entry->value;
}

bool Fields::is_null(std::string_view key) const {
  const Entry* entry = node_.find(key);
  return entry != nullptr && entry->value.kind == Node::Kind::null;
}

int Fields::line_of(std::string_view key) const {
  const Entry* entry = node_.find(key);
  return entry == nullptr ? line_ : entry->line;
}

std::string Fields::name(std::string_view key) const {
  return fmt::format("{}.{}", what_, key);
}

const Node& Fields::require(std::string_view key) const {
  if (const Node* node = find(key)) return *node;
  const bool is_null = node_.find(key) != nullptr;
  source_error(source_, "MISSING", fmt::format("{} needs the field \"{}\"", what_, key),
               line_of(key),
               is_null ? std::vector<std::string>{"it is there with the value null; a name or text "
                                                  "spelt like that must be in quotes"}
                       : std::vector<std::string>{});
}

void Fields::bad_type(std::string_view key, const Node& node, std::string_view expected) const {
  source_error(source_, "TYPE",
               fmt::format("{} must be {}, found {}", name(key), expected, describe(node)),
               node.line > 0 ? node.line : line_of(key));
}

void Fields::bad_value(std::string_view key, const std::string& why) const {
  source_error(source_, "VALUE", fmt::format("{} {}", name(key), why), line_of(key));
}

const std::string& Fields::scalar(std::string_view key, const Node& node,
                                  std::string_view expected) const {
  if (node.kind != Node::Kind::scalar) bad_type(key, node, expected);
  return node.text;
}

std::string Fields::text(std::string_view key) const {
  const std::string& value = scalar(key, require(key), "a text");
  if (trim(value).empty()) bad_value(key, "must not be empty");
  return value;
}

std::string Fields::optional_text(std::string_view key) const {
  const Node* node = find(key);
  return node == nullptr ? "" : scalar(key, *node, "a text");
}

Identifier Fields::identifier(std::string_view key) const {
  const std::string& value = scalar(key, require(key), "a name");
  if (value.empty()) bad_value(key, "must not be empty");
  return Identifier(value);
}

std::optional<Identifier> Fields::optional_identifier(std::string_view key) const {
  if (find(key) == nullptr) return std::nullopt;
  return identifier(key);
}

const std::vector<Node>& Fields::list(std::string_view key) const {
  static const std::vector<Node> none;
  const Node* node = find(key);
  if (node == nullptr) return none;
  if (node->kind != Node::Kind::list) bad_type(key, *node, "a list");
  return node->items;
}

std::vector<std::string> Fields::texts(std::string_view key) const {
  std::vector<std::string> result;
  for (const Node& item : list(key)) {
    if (item.kind != Node::Kind::scalar) bad_type(key, item, "a list of texts");
    if (item.text.empty()) bad_value(key, "must not hold an empty text");
    result.push_back(item.text);
  }
  return result;
}

std::vector<std::string> Fields::one_or_more(std::string_view key) const {
  const Node* node = find(key);
  if (node != nullptr && node->kind == Node::Kind::scalar) return {text(key)};
  return texts(key);
}

std::vector<Identifier> Fields::identifiers(std::string_view key) const {
  std::vector<Identifier> result;
  for (std::string& text : texts(key)) {
    Identifier one(std::move(text));
    if (std::find(result.begin(), result.end(), one) != result.end())
      bad_value(key, fmt::format("names {} twice", quoted(one.value)));
    result.push_back(std::move(one));
  }
  return result;
}

bool Fields::flag(std::string_view key, bool otherwise) const {
  const Node* node = find(key);
  if (node == nullptr) return otherwise;
  if (node->kind == Node::Kind::scalar && !node->quoted) {
    if (node->text == "true") return true;
    if (node->text == "false") return false;
  }
  bad_type(key, *node, "true or false");
}

SqlText Fields::optional_sql(std::string_view key) const {
  const Node* node = find(key);
  return node == nullptr ? SqlText() : sql_of(key, *node);
}

SqlText Fields::sql_of(std::string_view key, const Node& node) const {
  SqlText sql;
  if (node.kind == Node::Kind::null) return sql;
  if (node.kind == Node::Kind::scalar) {
    if (!trim(node.text).empty()) sql.any = RawSql(node.text);
    return sql;
  }
  if (node.kind != Node::Kind::map) bad_type(key, node, "a text or a map by engine");
  std::vector<std::string> engines;
  for (const EngineKind engine : all_engines) engines.emplace_back(name_of(engine));
  for (const Entry& entry : node.entries) {
    const std::optional<EngineKind> engine = parse_engine(entry.key);
    if (!engine)
      source_error(source_, "FIELD",
                   fmt::format("unknown engine {} in {}{}", quoted(entry.key), name(key),
                               suggestion(entry.key, engines)),
                   entry.line, {"engines: " + join(engines, ", ")});
    if (entry.value.kind == Node::Kind::null) continue;
    if (entry.value.kind != Node::Kind::scalar)
      bad_type(key, entry.value, "a text for each engine");
    if (trim(entry.value.text).empty()) continue;
    if (!sql.by_engine.emplace(*engine, RawSql(entry.value.text)).second)
      source_error(source_, "VALUE",
                   fmt::format("{} is given twice for {}", name(key), name_of(*engine)),
                   entry.line);
  }
  return sql;
}

SqlText Fields::sql(std::string_view key) const {
  require(key);
  SqlText result = optional_sql(key);
  if (!result.given()) bad_value(key, "must not be empty");
  return result;
}

std::string Fields::choice(std::string_view key, const std::vector<std::string>& choices,
                           const std::string& otherwise) const {
  const Node* node = find(key);
  if (node == nullptr) return otherwise;
  const std::string& value = scalar(key, *node, "one of " + join(choices, ", "));
  if (value.empty()) return otherwise;
  for (const std::string& choice : choices)
    if (upper(choice) == upper(value)) return choice;
  bad_value(key, fmt::format("must be one of {}, found {}", join(choices, ", "), quoted(value)));
}

std::optional<Millis> Fields::duration(std::string_view key) const {
  constexpr std::string_view expected = "a duration such as 500ms, 2s or 24h";
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const std::optional<Millis> value = parse_duration(scalar(key, *node, expected));
  if (!value) bad_value(key, fmt::format("must be {}, found {}", expected, quoted(node->text)));
  return value;
}

std::optional<BatchSize> Fields::batch(std::string_view key) const {
  constexpr std::string_view expected = "a duration such as 500ms, or a number of rows";
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const std::optional<BatchSize> value = parse_batch_size(scalar(key, *node, expected));
  if (!value) bad_value(key, fmt::format("must be {}, found {}", expected, quoted(node->text)));
  return value;
}

std::optional<long> Fields::integer(std::string_view key, long least, long most) const {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const std::string& text = scalar(key, *node, "a whole number");
  long value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem == std::errc::invalid_argument || end != text.data() + text.size())
    bad_type(key, *node, "a whole number");
  if (problem != std::errc() || value < least || value > most)
    bad_value(key, fmt::format("must be from {} to {}, found {}", least, most, quoted(text)));
  return value;
}

std::optional<double> Fields::number(std::string_view key, double least) const {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const std::string& text = scalar(key, *node, "a number");
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem == std::errc::invalid_argument || end != text.data() + text.size())
    bad_type(key, *node, "a number");
  if (problem != std::errc() || !std::isfinite(value) || value <= least)
    bad_value(key, fmt::format("must be greater than {}, found {}", least, quoted(text)));
  return value;
}

}  // namespace migrate
