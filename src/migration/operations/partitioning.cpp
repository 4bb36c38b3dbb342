// The field `partition_by`. Whether bounds overlap, and whether a value has the type of its column,
// the server knows.
#include <algorithm>
#include <set>
#include <utility>

#include "migration/operations/parse.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

using Kind = Partitioning::Kind;
using Value = PartitionValue;

constexpr long most_modulus = 100000;

bool is_word(const Node& node, std::string_view word) {
  return !node.quoted && lower(node.text) == word;
}

std::vector<Value> values(const Fields& fields, std::string_view key, Kind kind) {
  std::vector<Value> result;
  fields.require(key);
  for (const Node& item : fields.list(key)) {
    if (item.kind == Node::Kind::null && kind == Kind::list) {
      result.push_back({Value::Kind::null, ""});
    } else if (item.kind != Node::Kind::scalar) {
      fields.bad_value(key, "must be a list of values, found " + describe(item) + " in it");
    } else if (kind == Kind::range && is_word(item, "minvalue")) {
      result.push_back({Value::Kind::lowest, ""});
    } else if (kind == Kind::range && is_word(item, "maxvalue")) {
      result.push_back({Value::Kind::highest, ""});
    } else {
      result.push_back({Value::Kind::literal, item.text});
    }
  }
  if (result.empty()) fields.bad_value(key, "must hold at least one value");
  return result;
}

void refuse_others(const Fields& fields, const std::vector<std::string>& others,
                   const std::string& why) {
  for (const std::string& other : others)
    if (fields.find(other) != nullptr) fields.bad_value(other, why);
}

void read_range(const Fields& fields, std::size_t columns, PartitionDef& result) {
  refuse_others(fields, {"values", "modulus", "remainder"},
                "does not go with `range`: give `from` and `to`");
  result.from = values(fields, "from", Kind::range);
  result.to = values(fields, "to", Kind::range);
  for (const auto& [key, bound] : {std::pair{"from", &result.from}, std::pair{"to", &result.to}})
    if (bound->size() != columns)
      fields.bad_value(
          key, "must hold one value for each column of the key, " + std::to_string(columns));
}

void read_list(const Fields& fields, PartitionDef& result) {
  refuse_others(fields, {"from", "to", "modulus", "remainder"},
                "does not go with `list`: give `values`");
  result.values = values(fields, "values", Kind::list);
}

void read_hash(const Fields& fields, PartitionDef& result) {
  refuse_others(fields, {"from", "to", "values"},
                "does not go with `hash`: give `modulus` and `remainder`");
  fields.require("modulus");
  fields.require("remainder");
  result.modulus = *fields.integer("modulus", 1, most_modulus);
  result.remainder = *fields.integer("remainder", 0, result.modulus - 1);
}

PartitionDef read_partition(const Source& source, const Node& node, const Partitioning& of) {
  const Fields fields(source, node, "rebuild_table.partition_by.partitions",
                      {"name", "default", "from", "to", "values", "modulus", "remainder"},
                      node.line);
  PartitionDef result;
  result.name = fields.identifier("name");
  result.is_default = fields.flag("default");
  if (result.is_default) {
    refuse_others(fields, {"from", "to", "values", "modulus", "remainder"},
                  "does not go with `default: true`, which takes what no other partition takes");
    if (of.kind == Kind::hash)
      fields.bad_value("default", "does not go with `hash`: its partitions take every value");
    return result;
  }
  const auto needs = [&](const std::string& what) {
    source_error(source, "MISSING",
                 "rebuild_table.partition_by.partitions: \"" + printable(result.name.value) +
                     "\" needs " + what,
                 fields.line());
  };
  if (of.kind == Kind::range && fields.find("from") == nullptr && fields.find("to") == nullptr)
    needs("the fields \"from\" and \"to\", or \"default: true\"");
  if (of.kind == Kind::list && fields.find("values") == nullptr)
    needs("the field \"values\", or \"default: true\"");
  if (of.kind == Kind::range) read_range(fields, of.key.size(), result);
  if (of.kind == Kind::list) read_list(fields, result);
  if (of.kind == Kind::hash) read_hash(fields, result);
  return result;
}

void check_together(const Fields& fields, const Partitioning& all) {
  std::set<Identifier> names;
  std::set<std::pair<Value::Kind, std::string>> listed;
  int defaults = 0;
  long most = 1;
  for (const PartitionDef& one : all.partitions) {
    const std::string name = printable(one.name.value);
    if (!names.insert(one.name).second)
      fields.bad_value("partitions", "name \"" + name + "\" twice");
    if (one.is_default && ++defaults > 1)
      fields.bad_value("partitions", "have more than one default partition");
    for (const Value& value : one.values)
      if (!listed.insert({value.kind, value.text}).second)
        fields.bad_value(
            "partitions",
            "list " +
                (value.kind == Value::Kind::null ? "null" : "\"" + printable(value.text) + "\"") +
                " twice");
    most = std::max(most, one.modulus);
  }
  if (all.kind != Kind::hash) return;
  // Each modulus is a factor of the next larger one: the server sees to it. So a modulus takes its
  // share of the largest one's remainders.
  long taken = 0;
  for (const PartitionDef& one : all.partitions) taken += most / one.modulus;
  if (taken < most)
    fields.bad_value("partitions", "leave out remainders: of modulus " + std::to_string(most) +
                                       " they take " + std::to_string(taken));
}

}  // namespace

bool Partitioning::has_default() const {
  return std::any_of(partitions.begin(), partitions.end(),
                     [](auto& one) { return one.is_default; });
}

Partitioning parse_partitioning(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "rebuild_table.partition_by",
                      {"range", "list", "hash", "partitions"}, line);
  Partitioning result;
  std::vector<std::string> given;
  for (const auto& [name, kind] : {std::pair{"range", Kind::range}, std::pair{"list", Kind::list},
                                   std::pair{"hash", Kind::hash}}) {
    if (fields.find(name) == nullptr) continue;
    given.push_back(name);
    result.kind = kind;
    result.key = fields.identifiers(name);
  }
  if (given.empty())
    source_error(source, "MISSING",
                 "rebuild_table.partition_by needs one of the fields \"range\", \"list\", \"hash\"",
                 fields.line());
  if (given.size() > 1) fields.bad_value(given[1], "excludes `" + given[0] + "`");
  if (result.key.empty()) fields.bad_value(given[0], "must name at least one column");
  if (result.kind == Kind::list && result.key.size() > 1)
    fields.bad_value("list", "takes one column");
  fields.require("partitions");
  for (const Node& item : fields.list("partitions"))
    result.partitions.push_back(read_partition(source, item, result));
  if (result.partitions.empty())
    fields.bad_value("partitions", "must hold at least one partition: the rows need a place");
  check_together(fields, result);
  return result;
}

}  // namespace migrate
