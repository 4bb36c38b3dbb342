// What the stories share: how they begin, and how a release ends.
#pragma once
#include "tests/lab/lab.hpp"

namespace migrate::lab {

// Three instances of the old version serve; so many percent of the requests later both shapes are
// there. Their names.
Names begin(Lab& lab, double percent);
// The same; the tool stays and watches the application.
Names begin_watched(Lab& lab, double percent);

// The last instance of the old version hangs on, and so the gate stays closed; then it ends, the
// gate opens, and the rest of the requests meets the new shape alone.
void finish_release(Lab& lab, const std::string& last_old);

}  // namespace migrate::lab
