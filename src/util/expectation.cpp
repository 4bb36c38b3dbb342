#include "util/expectation.hpp"

#include <charconv>
#include <cmath>

#include "util/text.hpp"

namespace migrate {

namespace {

std::optional<double> number_of(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

}  // namespace

std::optional<Expectation> parse_expectation(std::string_view text) {
  using R = Expectation::Relation;
  static constexpr std::pair<std::string_view, R> operators[] = {
      {"<=", R::at_most}, {">=", R::at_least}, {"!=", R::unequal}, {"==", R::equal},
      {"<", R::below},    {">", R::above},     {"=", R::equal}};
  text = trim(text);
  for (const auto& [sign, relation] : operators)
    if (text.starts_with(sign)) {
      const auto rest = trim(text.substr(sign.size()));
      if (!number_of(rest)) return std::nullopt;
      return Expectation{relation, std::string(rest)};
    }
  return Expectation{R::equal, std::string(text)};
}

bool Expectation::holds(std::string_view value) const {
  const auto found = number_of(value), wanted = number_of(text);
  if (!found || !wanted) return relation == Relation::equal && trim(value) == text;
  switch (relation) {
    case Relation::equal:
      return *found == *wanted;
    case Relation::unequal:
      return *found != *wanted;
    case Relation::below:
      return *found < *wanted;
    case Relation::at_most:
      return *found <= *wanted;
    case Relation::above:
      return *found > *wanted;
    case Relation::at_least:
      return *found >= *wanted;
  }
  return false;
}

}  // namespace migrate
