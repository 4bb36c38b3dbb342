#include "dialects/postgres/replace/type_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "util/text.hpp"

namespace migrate::postgres {

namespace {

struct Type {
  std::string base;
  std::vector<int> modifier;
};

std::string single_spaces(const std::string& text) {
  std::string out;
  for (char c : text) {
    bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  return std::string(trim(out));
}

// "timestamp(3) without time zone" → {"timestamp without time zone", {3}}. nullopt: a modifier that
// is no list of numbers.
std::optional<Type> parse(const std::string& text) {
  static const std::map<std::string, std::string> aliases = {
      {"int", "integer"},
      {"int4", "integer"},
      {"int8", "bigint"},
      {"int2", "smallint"},
      {"varchar", "character varying"},
      {"char varying", "character varying"},
      {"char", "character"},
      {"decimal", "numeric"},
      {"dec", "numeric"},
      {"timestamp", "timestamp without time zone"},
      {"timestamptz", "timestamp with time zone"},
      {"time", "time without time zone"},
      {"timetz", "time with time zone"},
      {"float8", "double precision"},
      {"float", "double precision"},
      {"float4", "real"},
      {"varbit", "bit varying"},
      {"bool", "boolean"}};
  auto lowered = text.find('"') == std::string::npos ? lower(text) : text;
  Type type;
  auto open = lowered.find('('), close = lowered.find(')');
  if (open != std::string::npos && close != std::string::npos && open < close) {
    for (auto& number : split(lowered.substr(open + 1, close - open - 1), ',')) {
      auto digits = std::string(trim(number));
      if (digits.empty() || digits.size() > 6 ||
          digits.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
      type.modifier.push_back(std::stoi(digits));
    }
    lowered = lowered.substr(0, open) + " " + lowered.substr(close + 1);
  }
  type.base = single_spaces(lowered);
  if (auto known = aliases.find(type.base); known != aliases.end()) type.base = known->second;
  if (type.base == "character" && type.modifier.empty()) type.modifier = {1};
  if (type.base == "numeric" && type.modifier.size() == 1) type.modifier.push_back(0);
  return type;
}

int rank_of_integer(const std::string& base) {
  return base == "smallint" ? 1 : base == "integer" ? 2 : base == "bigint" ? 3 : 0;
}

bool is_time(const std::string& base) {
  return base.starts_with("timestamp ") || base.starts_with("time ") || base == "interval";
}

// A modifier that is left out allows the most.
bool grows(const Type& from, const Type& to) {
  return to.modifier.empty() || (!from.modifier.empty() && to.modifier[0] >= from.modifier[0]);
}

}  // namespace

std::string canonical_type(const std::string& text) {
  auto type = parse(text);
  if (!type) return single_spaces(text);
  if (type->modifier.empty()) return type->base;
  std::vector<std::string> numbers;
  for (int number : type->modifier) numbers.push_back(std::to_string(number));
  auto modifier = "(" + join(numbers, ",") + ")";
  // "timestamp(3) without time zone"
  auto words = type->base.find(" with");
  return words == std::string::npos
             ? type->base + modifier
             : type->base.substr(0, words) + modifier + type->base.substr(words);
}

std::string base_type(const std::string& text) {
  auto type = parse(text);
  return type ? type->base : text;
}

bool is_integer_type(const std::string& type) {
  return rank_of_integer(base_type(type)) > 0;
}

bool may_be_row(const Schema& schema, const std::string& type) {
  auto name = replace_all(base_type(type), "\"", "");
  if (name.ends_with("[]") || name.ends_with(" array")) return false;
  if (name.starts_with(schema.name + ".")) name.erase(0, schema.name.size() + 1);
  if (name.find('.') != std::string::npos) return !name.starts_with("pg_catalog.");
  if (schema.table(name)) return true;
  auto other = schema.other_names.find(name);
  // "type": a domain may be over one.
  return other != schema.other_names.end() && other->second != "sequence" &&
         !schema.enums.count(name);
}

bool is_catalog_only(const std::string& from_text, const std::string& to_text) {
  auto from = parse(from_text), to = parse(to_text);
  if (!from || !to) return false;
  if (from->base == "character varying" && to->base == "text") return true;
  if (from->base == "text" && to->base == "character varying") return to->modifier.empty();
  if (from->base != to->base) return false;
  if (from->base == "character varying" || from->base == "bit varying") return grows(*from, *to);
  if (from->base == "numeric")
    return to->modifier.empty() ||
           (from->modifier.size() == 2 && to->modifier.size() == 2 &&
            to->modifier[1] == from->modifier[1] && to->modifier[0] >= from->modifier[0]);
  if (is_time(from->base)) {
    auto digits = [](const Type& type) { return type.modifier.empty() ? 6 : type.modifier[0]; };
    return digits(*to) >= digits(*from);
  }
  return false;
}

bool can_share(const std::string& from_text, const std::string& to_text) {
  auto from = parse(from_text), to = parse(to_text);
  if (!from || !to) return false;
  if (is_catalog_only(from_text, to_text)) return true;
  int rank = rank_of_integer(from->base);
  if (rank && rank_of_integer(to->base)) return rank < rank_of_integer(to->base);
  if (to->base != "numeric") return false;
  if (rank) {
    constexpr int digits[] = {0, 5, 10, 19};
    return to->modifier.empty() || to->modifier[0] - to->modifier[1] >= digits[rank];
  }
  return from->base == "numeric" && from->modifier.size() == 2 && to->modifier.size() == 2 &&
         to->modifier[1] >= from->modifier[1] &&
         to->modifier[0] - to->modifier[1] >= from->modifier[0] - from->modifier[1];
}

bool can_refer(const std::string& type_text, const std::string& target_text) {
  auto type = base_type(type_text), target = base_type(target_text);
  auto is_string = [](const std::string& t) { return t == "text" || t == "character varying"; };
  return type == target || (is_integer_type(type) && is_integer_type(target)) ||
         (is_string(type) && is_string(target));
}

bool cannot_refer(const std::string& type, const std::string& target) {
  static const std::vector<std::vector<std::string>> families = {
      {"text", "character varying", "character"},
      {"smallint", "integer", "bigint", "numeric", "real", "double precision"},
      {"timestamp without time zone", "timestamp with time zone", "date"},
      {"boolean"},
      {"uuid"},
      {"bytea"}};
  auto family_of = [](const std::string& text) {
    auto base = base_type(text);
    return std::find_if(families.begin(), families.end(), [&](auto& family) {
      return std::find(family.begin(), family.end(), base) != family.end();
    });
  };
  auto a = family_of(type), b = family_of(target);
  return a != families.end() && b != families.end() && a != b;
}

std::string does_not_fit(const std::string& value, const std::string& text) {
  auto type = parse(text);
  // A cast to numeric(p,s) raises an error where there are too many digits.
  if (type && type->base == "numeric" && type->modifier.size() == 2)
    return "abs(" + value + ") >= 1e" + std::to_string(type->modifier[0] - type->modifier[1]) +
           " OR " + value + " <> round(" + value + ", " + std::to_string(type->modifier[1]) + ")";
  return value + " IS DISTINCT FROM CAST(" + value + " AS " + text + ")";
}

std::string cast_back(const std::string& value, const std::string& from_text,
                      const std::string& to_text) {
  auto from = parse(from_text), to = parse(to_text);
  auto cast = value + "::" + to_text;
  // A number too large raises by itself.
  if (!from || !to || can_share(from_text, to_text)) return cast;
  if (rank_of_integer(from->base) && rank_of_integer(to->base)) return cast;
  if (from->base == "numeric" && rank_of_integer(to->base))
    return fmt::format("pg_catalog.trim_scale({})::text::{}", value, to_text);
  if (from->base == "numeric" && from->modifier.size() == 2 && to->modifier.size() == 2 &&
      from->modifier[1] <= to->modifier[1])
    return cast;
  bool varying = to->base == "character varying" || to->base == "bit varying";
  if (varying && to->modifier.empty()) return cast;
  // Equal by some collation is not the same, and its length is.
  auto fits =
      varying ? fmt::format("{0} IS NULL OR pg_catalog.length({0}) <= {1}", value, to->modifier[0])
              : fmt::format("{} IS NOT DISTINCT FROM {}", value, cast);
  return fmt::format(
      "CASE WHEN {} THEN {} ELSE pg_catalog.concat({}, ' does not fit {}')::integer::text::{} END",
      fits, cast, value, to_text, to_text);
}

bool may_cut(const std::string& from, const std::string& to) {
  static const std::vector<std::vector<std::string>> families = {
      {"text", "character varying", "character"},
      {"smallint", "integer", "bigint", "numeric", "real", "double precision"},
      {"timestamp without time zone", "timestamp with time zone", "date"}};
  auto a = base_type(from), b = base_type(to);
  if (is_integer_type(a) && is_integer_type(b)) return false;
  if (a == b) return true;
  return std::any_of(families.begin(), families.end(), [&](auto& family) {
    return std::find(family.begin(), family.end(), a) != family.end() &&
           std::find(family.begin(), family.end(), b) != family.end();
  });
}

bool is_plain_cast(const std::string& expression, const std::string& column,
                   const std::string& type) {
  auto bare = [](const std::string& text) {
    std::string out;
    for (char c : lower(text))
      if (c != '"' && c != ' ' && c != '\n' && c != '\t') out += c;
    return out;
  };
  auto text = bare(expression), name = bare(column);
  while (text.size() > 2 && text.front() == '(' && text.find(')') == text.size() - 1)
    text = text.substr(1, text.size() - 2);
  if (text == name) return true;
  auto is_type = [&](const std::string& written) {
    return bare(canonical_type(written)) == bare(canonical_type(type)) || written == bare(type);
  };
  if (text.starts_with(name + "::")) return is_type(text.substr(name.size() + 2));
  auto cast = "cast(" + name + "as";
  return text.starts_with(cast) && text.ends_with(")") &&
         is_type(text.substr(cast.size(), text.size() - cast.size() - 1));
}

}  // namespace migrate::postgres
