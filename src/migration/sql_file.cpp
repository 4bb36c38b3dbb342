#include <fmt/format.h>

#include <algorithm>

#include "migration/checksum.hpp"
#include "migration/operations/parse.hpp"
#include "migration/read_migration.hpp"
#include "migration/sql_split.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

struct Section {
  std::string name;  // expand, backfill, contract, rollback
  std::string arguments;
  int line = 0;
  std::string text;
};

const std::vector<std::string>& section_names() {
  static const std::vector<std::string> names = {"expand",   "backfill", "contract",
                                                 "rollback", "up",       "down"};
  return names;
}

// "-- migrate:expand" → "expand"; nothing when the line is not such a comment.
std::optional<std::string_view> directive(std::string_view line) {
  line = trim(line);
  if (!line.starts_with("--")) return std::nullopt;
  line = trim(line.substr(2));
  if (!starts_with_ci(line, "migrate:")) return std::nullopt;
  return trim(line.substr(8));
}

std::pair<std::string_view, std::string_view> first_word(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  return {text.substr(0, end), trim(text.substr(end))};
}

// One of `table=orders key="my key"`, taken from the front of `rest`.
std::pair<std::string, std::string> next_option(const Source& source, const Section& section,
                                                std::string_view& rest) {
  const std::size_t equals = rest.find('=');
  const std::string key(trim(rest.substr(0, equals)));
  if (equals == std::string_view::npos || (key != "table" && key != "key"))
    source_error(source, "FIELD",
                 fmt::format("unknown option \"{}\" of migrate:backfill{}",
                             printable(shorten(key, 80)), suggestion(key, {"table", "key"})),
                 section.line,
                 {"options: table=NAME, key=COLUMN or key=COLUMN,COLUMN",
                  "a name with blanks stands in double quotes"});
  rest = trim(rest.substr(equals + 1));
  std::string value;
  if (rest.starts_with('"')) {
    const std::size_t close = std::min(rest.find('"', 1), rest.size());
    value = rest.substr(1, close - 1);
    rest = trim(rest.substr(std::min(close + 1, rest.size())));
  } else {
    const auto [word, behind] = first_word(rest);
    value = word;
    rest = behind;
  }
  if (value.empty())
    source_error(source, "VALUE", fmt::format("migrate:backfill {}= needs a name", key),
                 section.line);
  return {key, value};
}

void read_options(const Source& source, const Section& section, SqlBackfill& backfill) {
  for (std::string_view rest = section.arguments; !rest.empty();) {
    const auto [key, value] = next_option(source, section, rest);
    const bool again = key == "table" ? !backfill.table.empty() : !backfill.key.empty();
    if (again)
      source_error(source, "VALUE", fmt::format("migrate:backfill takes one {}=", key),
                   section.line);
    if (key == "table") {
      backfill.table = Identifier(value);
      continue;
    }
    for (const std::string& column : split(value, ','))
      backfill.key.emplace_back(std::string(trim(column)));
  }
  if (!backfill.key.empty() && backfill.table.empty())
    source_error(source, "VALUE", "key= needs to know the table", section.line,
                 {"example: -- migrate:backfill table=orders key=id"});
}

SqlText as_sql(const Source& source, const Section& section) {
  SqlText sql;
  sql.any = RawSql(section.text);
  check_splits(source, sql, section.line, true);
  sql.any = RawSql(std::string(trim(section.text)));
  return sql;
}

Operation backfill_operation(const Source& source, const Section& section) {
  SqlBackfill backfill;
  backfill.sql = as_sql(source, section);
  read_options(source, section, backfill);
  if (!backfill.table.empty())
    check_batch_statement(source, backfill, section.line);
  else if (section.text.find("{{batch") != std::string::npos)
    source_error(source, "VALUE", "{{batch}} needs to know the table", section.line,
                 {"example: -- migrate:backfill table=orders"});
  return {"sql", std::move(backfill), Location{source.path, section.line}};
}

struct Header {
  std::string description;
  std::vector<EngineKind> engines;
};

struct File {
  Header header;
  std::vector<Section> sections;
};

void open_section(const Source& source, std::string name, std::string_view arguments, int line,
                  File& file) {
  if (name == "up") name = "expand";
  if (name == "down") name = "rollback";
  if (name != "backfill") {
    for (const Section& section : file.sections)
      if (section.name == name)
        source_error(source, "VALUE", fmt::format("the section migrate:{} is given twice", name),
                     line, {fmt::format("first at line {}", section.line)});
    if (!arguments.empty())
      source_error(source, "VALUE",
                   fmt::format("migrate:{} takes no option, found \"{}\"", name,
                               printable(shorten(arguments, 80))),
                   line);
  }
  file.sections.push_back({std::move(name), std::string(arguments), line, ""});
}

void read_directive(const Source& source, std::string_view text, int line, File& file) {
  const auto [word, arguments] = first_word(text);
  const std::string name = lower(word);
  const bool header = file.sections.empty();
  if (header && name == "description") {
    file.header.description = std::string(arguments);
    return;
  }
  if (header && name == "engines") {
    std::vector<std::string> names;
    for (const std::string& part : split(arguments, ','))
      if (!trim(part).empty()) names.emplace_back(trim(part));
    file.header.engines = read_engines(source, names, line);
    return;
  }
  const std::vector<std::string>& sections = section_names();
  if (std::find(sections.begin(), sections.end(), name) != sections.end()) {
    open_section(source, name, arguments, line, file);
    return;
  }
  std::vector<std::string> known = sections;
  known.insert(known.end(), {"allow", "description", "engines"});
  const bool late = name == "description" || name == "engines";
  source_error(source, "FIELD",
               late ? fmt::format("migrate:{} must stand before the first section", name)
                    : fmt::format("unknown section \"migrate:{}\"{}", printable(shorten(word, 80)),
                                  suggestion(name, known)),
               line, {"sections: expand, backfill, contract, rollback (or up, down)"});
}

File read_sections(const Source& source, const std::string& text) {
  File file;
  std::string before;
  int line = 0;
  for (const std::string& content : split(text, '\n')) {
    ++line;
    const auto found = directive(content);
    // Kept with the statement below it.
    if (found && lower(first_word(*found).first) != "allow") {
      read_directive(source, *found, line, file);
      continue;
    }
    (file.sections.empty() ? before : file.sections.back().text) += content + "\n";
  }
  if (!is_blank_sql(before)) {
    const std::size_t start = before.size() - code_behind_comments(before).size();
    source_error(
        source, "SYNTAX", "SQL stands before the first section; start with -- migrate:expand",
        1 + static_cast<int>(std::count(
                before.begin(), before.begin() + static_cast<std::ptrdiff_t>(start), '\n')));
  }
  return file;
}

}  // namespace

Migration read_sql_file(const Source& source, const std::string& text) {
  if (trim(text).empty()) source_error(source, "EMPTY", "the file is empty", 0);
  const File file = read_sections(source, text);
  Migration migration;
  migration.description = file.header.description;
  migration.engines = file.header.engines;

  SqlOperation expand, contract;
  Location expand_at, contract_at;
  std::vector<Operation> backfills;
  for (const Section& section : file.sections) {
    if (is_blank_sql(section.text)) continue;
    const Location at{source.path, section.line};
    if (section.name == "expand") {
      expand.up = as_sql(source, section);
      expand_at = at;
    } else if (section.name == "rollback") {
      expand.down = as_sql(source, section);
      if (expand_at.line == 0) expand_at = at;
    } else if (section.name == "contract") {
      contract.up = as_sql(source, section);
      contract.on_complete = true;
      contract_at = at;
    } else {
      backfills.push_back(backfill_operation(source, section));
    }
  }
  if (expand.down.given() && !expand.up.given())
    source_error(source, "EMPTY", "a rollback section needs an expand section to undo",
                 expand_at.line);
  if (expand.up.given()) migration.operations.push_back({"sql", expand, expand_at});
  for (Operation& backfill : backfills) migration.operations.push_back(std::move(backfill));
  if (contract.up.given()) migration.operations.push_back({"sql", contract, contract_at});
  if (migration.operations.empty())
    source_error(source, "EMPTY", "the file has no section with SQL in it", 0,
                 {"sections: -- migrate:expand, -- migrate:backfill, -- migrate:contract, "
                  "-- migrate:rollback"});
  migration.checksum = sql_checksum(text);
  migration.checksum_version = checksum_algorithm;
  migration.first_checksum = migration.checksum;
  return migration;
}

}  // namespace migrate
