// A session with PostgreSQL: where it works, and what it sets before anything else.
#pragma once
#include <string>
#include <vector>

#include "config/url.hpp"
#include "dialects/connection.hpp"

namespace migrate::postgres {

struct Session {
  db::ConnectionPtr connection;
  std::string schema;       // the schema worked on: the first of `search_path`
  std::string search_path;  // as SQL text: "app", "public"
  int version_number = 0;   // 150018
  std::string version;      // "15.18"
  // The backend is not the one that libpq was told at connect: a pooler stands between. Session
  // pooling is harmless; `pooler=session` in the URL asserts it.
  bool pooler = false;
};

// Connects and fixes the session's settings. Throws Error (exit 2): MIG-CONNECT-REFUSED,
// MIG-CONNECT-AUTH, MIG-CONNECT-DATABASE, MIG-CONNECT-SCHEMA, MIG-CONNECT-VERSION.
Session open_session(const Url& url);

// What the text of a value, or a value read from text, depends on: set by every session of the
// tool, and by the trigger functions that evaluate expressions in the application's sessions.
const std::vector<std::string>& value_settings();
// What every session sets, for the reader of a plan.
std::vector<std::string> session_settings(const std::string& search_path);

// libpq's own form; the values are quoted, so that none can smuggle in another option.
std::string connection_string(const Url& url);

}  // namespace migrate::postgres
