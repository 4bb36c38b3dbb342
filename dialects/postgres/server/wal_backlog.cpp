// WAL that the server keeps because somebody has not taken it.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/server/server.hpp"
#include "util/text.hpp"
#include "util/units.hpp"

namespace migrate::postgres {

namespace {

using db::DbError;
using db::Failure;

std::uint64_t bytes_of(const db::Value& value) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, value.as_int()));
}

// Files that wait for the archiver. A role that may not look into the directory is told how far the
// log has come since the last file that was archived: the files between, all of them.
std::uint64_t waiting_files(db::Connection& connection) {
  const bool may_look =
      connection
          .query("SELECT has_function_privilege('pg_catalog.pg_ls_archive_statusdir()', 'EXECUTE')")
          .rows.at(0)
          .at(0)
          .as_int() != 0;
  if (may_look)
    return bytes_of(connection
                        .query("SELECT count(*) FROM pg_catalog.pg_ls_archive_statusdir() WHERE "
                               "name LIKE '%.ready'")
                        .rows.at(0)
                        .at(0));
  // A file's name: 8 digits of the timeline, 8 of the 4 GB it belongs to, 8 of its number there.
  const auto rows =
      connection
          .query(
              "WITH size AS (SELECT 4294967296 / setting::bigint AS per_log FROM "
              "pg_catalog.pg_settings WHERE name = 'wal_segment_size'), file AS (SELECT "
              "pg_walfile_name(pg_current_wal_lsn()) AS now, last_archived_wal AS archived FROM "
              "pg_catalog.pg_stat_archiver WHERE last_archived_wal ~ '^[0-9A-F]{24}') SELECT "
              "(('x' || substr(now, 9, 8))::bit(32)::bigint - ('x' || substr(archived, 9, "
              "8))::bit(32)::bigint) * per_log + ('x' || substr(now, 17, 8))::bit(32)::bigint - "
              "('x' || substr(archived, 17, 8))::bit(32)::bigint - 1 FROM size, file")
          .rows;
  if (rows.empty())
    throw DbError(Failure::permission, "42501",
                  "nothing was archived yet, and this role may not see what waits: grant it "
                  "pg_monitor");
  return bytes_of(rows[0][0]);
}

}  // namespace

Dialect::WalBacklog wal_backlog(db::Connection& connection) {
  Dialect::WalBacklog backlog;
  std::vector<std::string> who;
  const auto add = [&](std::uint64_t bytes, const std::string& of) {
    backlog.bytes = std::max(backlog.bytes, bytes);
    if (bytes > 0) who.push_back(of);
  };
  const auto settings = connection
                            .query(
                                "SELECT current_setting('archive_mode'), setting::bigint FROM "
                                "pg_catalog.pg_settings WHERE name = 'wal_segment_size'")
                            .rows.at(0);
  if (settings[0].text != "off") {
    const auto files = waiting_files(connection);
    add(files * bytes_of(settings[1]), fmt::format("{} file{} wait{} for the archiver", files,
                                                   files == 1 ? "" : "s", files == 1 ? "s" : ""));
  }
  // Of a slot that was invalidated nothing is kept any more: it can only be dropped.
  const auto slots = connection
                         .query(
                             "SELECT slot_name, pg_wal_lsn_diff(pg_current_wal_lsn(), "
                             "restart_lsn)::bigint FROM pg_catalog.pg_replication_slots WHERE "
                             "NOT active AND restart_lsn IS NOT NULL AND wal_status IS DISTINCT "
                             "FROM 'lost' ORDER BY 2 DESC LIMIT 1")
                         .rows;
  if (!slots.empty())
    add(bytes_of(slots[0][1]),
        fmt::format("slot \"{}\", which nobody reads, keeps {}", printable(slots[0][0].text),
                    format_size(bytes_of(slots[0][1]))));
  backlog.of = join(who, "; ");
  return backlog;
}

}  // namespace migrate::postgres
