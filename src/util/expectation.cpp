#include "util/expectation.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>

#include "util/text.hpp"

namespace migrate {

namespace {

template <typename Number>
std::optional<Number> read(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  Number value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> number_of(std::string_view text) {
  const auto value = read<double>(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

template <typename Number>
bool compares(Expectation::Relation relation, Number found, Number wanted) {
  using R = Expectation::Relation;
  switch (relation) {
    case R::equal:
      return found == wanted;
    case R::unequal:
      return found != wanted;
    case R::below:
      return found < wanted;
    case R::at_most:
      return found <= wanted;
    case R::above:
      return found > wanted;
    case R::at_least:
      return found >= wanted;
  }
  return false;
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
  // A double tells no two whole numbers apart above 2^53: sums and keys may be larger.
  const auto whole = read<std::int64_t>(value), wanted_whole = read<std::int64_t>(text);
  if (whole && wanted_whole) return compares(relation, *whole, *wanted_whole);
  const auto found = number_of(value), wanted = number_of(text);
  if (!found || !wanted) return relation == Relation::equal && trim(value) == text;
  return compares(relation, *found, *wanted);
}

}  // namespace migrate
