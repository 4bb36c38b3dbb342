// Is there a database at all? A server says so itself; SQLite makes one of whatever it is to open.
#pragma once
#include "config/url.hpp"

namespace migrate {

// Throws Error (MIG-CONNECT-DATABASE, exit 2) where there is none and open_database would make it:
// for whoever only looks, or works on what is there. Behind a mistyped path everything seems to be
// pending, and an empty database lies about.
void require_database(const Url& url);

// Per folder; require_database dispatches on Url::kind.
void require_sqlite_file(const Url& url);

}  // namespace migrate
