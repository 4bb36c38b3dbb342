#include "migration/migration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "migration/read_migration.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

enum class Format { yaml, json, sql };

struct FileName {
  std::string stem;
  std::optional<Format> format;
};

FileName split_name(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const std::size_t dot = name.find_last_of('.');
  if (dot == std::string::npos) return {name, std::nullopt};
  const std::string ending = lower(std::string_view(name).substr(dot + 1));
  FileName result{name.substr(0, dot), std::nullopt};
  if (ending == "yaml" || ending == "yml") result.format = Format::yaml;
  if (ending == "json") result.format = Format::json;
  if (ending == "sql") result.format = Format::sql;
  return result;
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 128 && is_alphanumeric(id.front()) &&
         std::all_of(id.begin(), id.end(),
                     [](char c) { return is_alphanumeric(c) || c == '_' || c == '.' || c == '-'; });
}

std::string one_line(const Report& report) {
  return report.where.empty() ? fmt::format("{}: {}", report.code, report.what)
                              : fmt::format("{}: {}: {}", report.where, report.code, report.what);
}

std::string in_directory(const std::string& directory, const std::string& name) {
  return directory.empty() || directory.back() == '/' ? directory + name : directory + "/" + name;
}

}  // namespace

const std::string* Migration::checksum_by(int version) const {
  return version == checksum_version ? &checksum : version == 1 ? &first_checksum : nullptr;
}

bool Migration::was_edited(const std::string& recorded, int version) const {
  const auto* now = checksum_by(version);
  return now != nullptr && *now != recorded;
}

std::optional<BatchSize> parse_batch_size(std::string_view text) {
  text = trim(text);
  BatchSize size;
  std::uint64_t rows = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), rows);
  if (problem == std::errc() && end == text.data() + text.size()) {
    // More rows than any batch should lock, and a count that fits every engine's LIMIT.
    constexpr std::uint64_t most = 10000000;
    if (rows == 0 || rows > most) return std::nullopt;
    size.rows = rows;
    return size;
  }
  size.target = parse_duration(text);
  if (!size.target || *size.target <= Millis(0)) return std::nullopt;
  return size;
}

bool ContractSettings::requires_evidence(std::string_view kind) const {
  return std::find(require.begin(), require.end(), kind) != require.end();
}

bool Migration::for_engine(EngineKind engine) const {
  return engines.empty() || std::find(engines.begin(), engines.end(), engine) != engines.end();
}

std::vector<Touch> Migration::touched() const {
  std::set<Touch> all;
  for (const Operation& operation : operations)
    for (Touch& touch : touches(operation)) all.insert(std::move(touch));
  return {all.begin(), all.end()};
}

Migration parse_migration(const std::string& path, const std::string& text) {
  const Source source{path};
  const FileName name = split_name(path);
  if (!name.format)
    source_error(source, "NAME", "a migration's file must end in .yaml, .yml, .json or .sql", 0, {},
                 "rename the file");
  if (!is_id(name.stem))
    source_error(source, "NAME",
                 fmt::format("\"{}\" cannot be a migration's id", printable(name.stem)), 0,
                 {"an id has 1 to 128 of the characters A-Z a-z 0-9 _ . - and starts with a letter "
                  "or digit"},
                 "rename the file, for example to 20260101000000_add_email.yaml");
  const std::string clean = clean_text(source, text);
  Migration migration;
  switch (*name.format) {
    case Format::yaml:
      migration = read_document(source, parse_yaml(source, clean));
      break;
    case Format::json:
      migration = read_document(source, parse_json(source, clean));
      break;
    case Format::sql:
      migration = read_sql_file(source, clean);
      break;
  }
  migration.id = name.stem;
  migration.path = path;
  return migration;
}

Migration read_migration(const std::string& path) {
  return parse_migration(path, read_file(path, max_file_size));
}

std::vector<Migration> read_directory(const std::string& directory,
                                      std::vector<std::string>* errors) {
  std::vector<Migration> migrations;
  // Folded to lower case: MySQL's and file systems' idea of one name may ignore case.
  std::map<std::string, std::string> seen;
  for (const std::string& name : list_files(directory)) {
    const FileName parts = split_name(name);
    if (!parts.format || name.front() == '.') continue;
    const std::string path = in_directory(directory, name);
    try {
      const auto [first, fresh] = seen.emplace(lower(parts.stem), name);
      if (!fresh)
        source_error(Source{path}, "DUPLICATE",
                     fmt::format("{} and {} have one id, \"{}\"", printable(first->second),
                                 printable(name), printable(parts.stem)),
                     0, {}, "rename or remove one of the two files");
      migrations.push_back(read_migration(path));
    } catch (const Error& error) {
      if (errors == nullptr) throw;
      errors->push_back(one_line(error.report()));
    }
  }
  // By id, not by file name: "a.yaml" stands behind "a-b.yaml", but "a" before "a-b", and the gate
  // compares ids.
  std::sort(migrations.begin(), migrations.end(),
            [](const Migration& a, const Migration& b) { return a.id < b.id; });
  return migrations;
}

}  // namespace migrate
