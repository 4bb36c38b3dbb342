#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "migration/operations/parse.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

struct Known {
  std::string_view name;
  OperationBody (*parse)(const Source&, const Node&, int);
};

constexpr std::array<Known, 23> operations = {{
    {"create_table", parse_create_table},
    {"drop_table", parse_drop_table},
    {"rename_table", parse_rename_table},
    {"add_column", parse_add_column},
    {"drop_column", parse_drop_column},
    {"rename_column", parse_rename_column},
    {"alter_column", parse_alter_column},
    {"split_column", parse_split_column},
    {"merge_columns", parse_merge_columns},
    {"create_index", parse_create_index},
    {"drop_index", parse_drop_index},
    {"create_constraint", parse_create_constraint},
    {"drop_constraint", parse_drop_constraint},
    {"drop_multicolumn_constraint", parse_drop_multicolumn_constraint},
    {"rename_constraint", parse_rename_constraint},
    {"set_replica_identity", parse_set_replica_identity},
    {"create_enum", parse_create_enum},
    {"alter_enum", parse_alter_enum},
    {"drop_enum", parse_drop_enum},
    {"alter_table", parse_alter_table},
    {"backfill", parse_backfill},
    {"rebuild_table", parse_rebuild_table},
    {"sql", parse_sql},
}};

std::string keys_of(const Node& node) {
  if (node.entries.empty()) return "";
  std::vector<std::string> keys;
  for (const Entry& entry : node.entries) keys.push_back(entry.key);
  return ": " + printable(shorten(join(keys, ", "), 200));
}

}  // namespace

std::vector<std::string> operation_names() {
  std::vector<std::string> names;
  for (const Known& known : operations) names.emplace_back(known.name);
  return names;
}

Operation parse_operation(const Source& source, const Node& node) {
  const std::string list = "operations: " + join(operation_names(), ", ");
  if (node.kind != Node::Kind::map)
    source_error(source, "TYPE",
                 fmt::format("an operation must be a map with its name as the only key, found {}",
                             describe(node)),
                 node.line, {list});
  if (node.entries.size() != 1)
    source_error(source, "TYPE",
                 fmt::format("an operation must have its name as the only key, found {} keys{}",
                             node.entries.size(), keys_of(node)),
                 node.entries.size() > 1 ? node.entries[1].line : node.line,
                 {list, "each operation starts with its own \"- \""});
  const Entry& entry = node.entries.front();
  const auto known = std::find_if(operations.begin(), operations.end(),
                                  [&](const Known& one) { return one.name == entry.key; });
  if (known == operations.end())
    source_error(source, "OPERATION",
                 fmt::format("unknown operation \"{}\"{}", printable(shorten(entry.key, 80)),
                             suggestion(entry.key, operation_names())),
                 entry.line, {list});
  return Operation{entry.key, known->parse(source, entry.value, entry.line),
                   Location{source.path, entry.line}};
}

}  // namespace migrate
