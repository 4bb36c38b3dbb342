#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "migration/operations/parse.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

struct Known {
  std::string_view name;
  OperationBody (*parse)(const Source&, const Node&, int);  // nullptr: not run by this version
};

constexpr std::array<Known, 15> operations = {{
    {"create_table", parse_create_table},
    {"drop_table", parse_drop_table},
    {"add_column", parse_add_column},
    {"drop_column", parse_drop_column},
    {"rename_column", parse_rename_column},
    {"create_index", parse_create_index},
    {"drop_index", parse_drop_index},
    {"sql", parse_sql},
    {"alter_column", nullptr},
    {"rename_table", nullptr},
    {"create_constraint", nullptr},
    {"drop_constraint", nullptr},
    {"drop_multicolumn_constraint", nullptr},
    {"rename_constraint", nullptr},
    {"set_replica_identity", nullptr},
}};

std::vector<std::string> names(bool all) {
  std::vector<std::string> result;
  for (const Known& known : operations)
    if (all || known.parse != nullptr) result.emplace_back(known.name);
  return result;
}

}  // namespace

Operation parse_operation(const Source& source, const Node& node) {
  const std::string list = "operations: " + join(names(false), ", ");
  if (node.kind != Node::Kind::map)
    source_error(source, "TYPE",
                 fmt::format("an operation must be a map with its name as the only key, found {}",
                             describe(node)),
                 node.line, {list});
  if (node.entries.size() != 1)
    source_error(source, "TYPE",
                 fmt::format("an operation must have its name as the only key, found {} keys",
                             node.entries.size()),
                 node.entries.size() > 1 ? node.entries[1].line : node.line,
                 {list, "each operation starts with its own \"- \""});
  const Entry& entry = node.entries.front();
  const auto known = std::find_if(operations.begin(), operations.end(),
                                  [&](const Known& one) { return one.name == entry.key; });
  if (known == operations.end())
    source_error(source, "OPERATION",
                 fmt::format("unknown operation \"{}\"{}", printable(shorten(entry.key, 80)),
                             suggestion(entry.key, names(true))),
                 entry.line, {list});
  if (known->parse == nullptr)
    source_error(source, "OPERATION",
                 fmt::format("the operation {} is not supported yet", entry.key), entry.line,
                 {list});
  return Operation{entry.key, known->parse(source, entry.value, entry.line),
                   Location{source.path, entry.line}};
}

}  // namespace migrate
