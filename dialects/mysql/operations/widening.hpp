// Which type holds every value of another one, as it stands.
#pragma once
#include "schema/schema.hpp"

namespace migrate::mysql {

// Every value that `from` may hold is stored in `to` unchanged and read back as the same. False
// where it cannot be told.
bool widens(const Column& from, const Column& to);

// Where `to` widens `from`: may `from` store a value of `to` as another one, without an error?
bool rounds_back(const Column& from, const Column& to);

}  // namespace migrate::mysql
