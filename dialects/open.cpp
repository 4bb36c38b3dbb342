#include "dialects/dialect.hpp"
#include "dialects/require_database.hpp"

namespace migrate {

namespace {

Opened open_plain(const Url& url) {
  switch (url.kind) {
    case EngineKind::postgres:
      return open_postgres(url);
    case EngineKind::mysql:
    case EngineKind::mariadb:
      return open_mysql(url);
    case EngineKind::sqlite:
      break;
  }
  return open_sqlite(url);
}

}  // namespace

Opened open_database(const Url& url, const Decorator& decorate) {
  auto opened = open_plain(url);
  if (decorate) opened.connection = decorate(std::move(opened.connection));
  return opened;
}

void require_database(const Url& url) {
  if (url.kind == EngineKind::sqlite) require_sqlite_file(url);
}

}  // namespace migrate
