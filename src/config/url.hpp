// Database URLs: postgres:// postgresql:// mysql:// mariadb:// sqlite:path sqlite://path
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "schema/engine_kind.hpp"

namespace migrate {

struct Url {
  EngineKind kind = EngineKind::sqlite;
  std::string user, password, host;  // percent-decoded; host may be a socket directory or file
  int port = 0;                      // 0: the engine's default
  std::string database;              // SQLite: the path
  std::map<std::string, std::string> params;  // sslmode, sslrootcert, ssl-ca, schema …
  // Without the password, for messages and status.
  std::string redacted() const;
};

// Throws Error (MIG-URL-…, exit 2) naming what was wrong, never the password. Registers the
// password with log::add_secret.
Url parse_url(std::string_view text);

}  // namespace migrate
