// What a comparison of schemas asks for, from the stored CREATE texts.
#pragma once
#include "schema/schema.hpp"

namespace migrate::sqlite {

void read_details(Schema& schema);

}  // namespace migrate::sqlite
