// Lambdas as one visitor of a variant.
#pragma once

namespace migrate {

template <typename... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <typename... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace migrate
