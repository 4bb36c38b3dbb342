#include "dialects/mysql/server/disk.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/server/server.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

namespace fs = std::filesystem;
using db::DbError;
using db::Failure;

std::uint64_t number(const db::Value& value) {
  return value.is_null() ? 0 : std::stoull(value.text);
}

std::string data_directory(db::Connection& connection) {
  auto directory = variable(connection, "datadir");
  while (directory.size() > 1 && directory.back() == '/') directory.pop_back();
  return directory;
}

// Where the log is written; empty: there is none.
std::string log_directory(db::Connection& connection) {
  if (lower(variable(connection, "log_bin")) != "on") return {};
  return fs::path(variable(connection, "log_bin_basename")).parent_path().string();
}

bool is_below(const std::string& path, const std::string& directory) {
  return directory == "/" || (path.starts_with(directory) &&
                              (path.size() == directory.size() || path[directory.size()] == '/'));
}

// Needs the FILE privilege; without it, as without the plugin, it tells nothing.
std::optional<DiskRoom> told(db::Connection& connection, const std::string& directory,
                             const std::string& log) {
  db::Result disks;
  try {
    if (connection
            .query("SELECT 1 FROM information_schema.PLUGINS WHERE PLUGIN_NAME = 'DISKS' AND "
                   "PLUGIN_STATUS = 'ACTIVE'")
            .rows.empty())
      return std::nullopt;
    disks = connection.query("SELECT Path, Available FROM information_schema.DISKS");
  } catch (const DbError& error) {
    if (error.failure() == Failure::connection_lost) throw;
    return std::nullopt;
  }
  auto on = [&](const std::string& path) {
    const db::Row* best = nullptr;
    for (auto& disk : disks.rows)
      if (is_below(path, disk[0].text) && (!best || disk[0].text.size() > best->at(0).text.size()))
        best = &disk;
    return best;
  };
  auto* disk = on(directory);
  if (!disk) return std::nullopt;
  return DiskRoom{directory, number(disk->at(1)) * 1024, !log.empty() && on(log) == disk};
}

bool plain(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isdigit(c) || std::islower(c) || c == '_';
  });
}

bool same_disk(const std::string& one, const std::string& other) {
  struct stat a {
  }, b{};
  return stat(one.c_str(), &a) == 0 && stat(other.c_str(), &b) == 0 && a.st_dev == b.st_dev;
}

std::optional<DiskRoom> seen(db::Connection& connection, const std::string& directory,
                             const std::string& log) {
  std::error_code error;
  auto database = connection.query("SELECT DATABASE()").rows.at(0).at(0).text;
  // The server writes other characters in a way of its own into a file's name.
  if (!plain(database)) return std::nullopt;
  const auto tables = fs::path(directory) / database;
  if (!fs::is_directory(tables, error) || error) return std::nullopt;
  std::random_device random;
  const auto name = fmt::format("migrate_trial_{:08x}{:08x}", random(), random());
  const auto file = tables / (name + ".ibd");
  auto is_there = [&] { return fs::exists(file, error) && !error; };
  if (is_there()) return std::nullopt;
  connection.query(
      fmt::format("CREATE TABLE {} (id INT PRIMARY KEY) ENGINE = InnoDB", quote(name)));
  bool came = is_there();
  connection.query("DROP TABLE " + quote(name));
  if (!came || is_there()) return std::nullopt;
  auto space = fs::space(tables, error);
  if (error) return std::nullopt;
  return DiskRoom{directory, space.available, !log.empty() && same_disk(tables.string(), log)};
}

}  // namespace

std::optional<DiskRoom> disk_room(db::Connection& connection) {
  if (auto room = told_disk_room(connection)) return room;
  return seen(connection, data_directory(connection), log_directory(connection));
}

std::optional<DiskRoom> told_disk_room(db::Connection& connection) {
  return told(connection, data_directory(connection), log_directory(connection));
}

DiskNeed disk_need(db::Connection& connection, const std::string& table) {
  auto rows = connection
                  .query(
                      "SELECT DATA_LENGTH, INDEX_LENGTH FROM information_schema.TABLES WHERE "
                      "TABLE_SCHEMA = DATABASE() AND TABLE_NAME = " +
                      quote_text(table))
                  .rows;
  if (rows.empty()) return {};
  auto data = number(rows[0][0]), all = data + number(rows[0][1]);
  constexpr std::uint64_t beside = 16u << 20;
  return {all + all / 10 + beside, lower(variable(connection, "log_bin")) == "on" ? data : 0};
}

}  // namespace migrate::mysql
