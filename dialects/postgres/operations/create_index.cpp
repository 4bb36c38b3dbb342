// create_index.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/not_yet.hpp"
#include "dialects/postgres/partitions/partitioned_index.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// A name that may be given quoted, qualified or bare, as people write opclasses and collations.
std::string native_name(const std::string& text) {
  return text.find_first_of("\".") == std::string::npos ? quote_name(text) : text;
}

void require_order(const Planning& p, const std::string& word,
                   std::initializer_list<std::string_view> allowed) {
  if (word.empty()) return;
  for (auto known : allowed)
    if (lower(word) == lower(known)) return;
  refuse("MIG-PLAN-INDEX", fmt::format("\"{}\" is no order of an index column", word),
         "use ASC or DESC, and FIRST or LAST", p.at().text());
}

// How the part is indexed: what follows the column or expression.
std::string options_sql(const Planning& p, const IndexField& field) {
  std::string sql;
  if (!field.collate.empty()) sql += " COLLATE " + native_name(field.collate);
  if (!field.opclass.empty()) {
    sql += " " + native_name(field.opclass);
    if (!field.opclass_params.empty()) sql += " (" + join(field.opclass_params, ", ") + ")";
  }
  require_order(p, field.sort, {"ASC", "DESC"});
  require_order(p, field.nulls, {"FIRST", "LAST"});
  if (!field.sort.empty()) sql += " " + field.sort;
  if (!field.nulls.empty()) sql += " NULLS " + field.nulls;
  return sql;
}

// What an index has been asked for, and the second column of a rename that it named.
struct Asked {
  std::vector<std::string> keys;   // as SQL, to compare rows by
  std::vector<std::string> parts;  // as they stand in CREATE INDEX
  Index index;
  std::string second;
};

// An index on the second column of a rename would go with it at contract.
std::string first_name(const Column& column, Asked& asked) {
  auto first = column.extra.find("second_of");
  if (first == column.extra.end()) return column.name;
  asked.second = column.name;
  return first->second;
}

void require_no_second(const Planning& p, const Table& table, const std::string& sql) {
  for (auto& column : table.columns)
    if (column.extra.count("second_of") && mentions(sql, column.name))
      unsupported(p.at(),
                  fmt::format("an index expression or predicate over \"{}\", which is the new name "
                              "of a column in this migration, would be dropped with it at contract",
                              column.name),
                  "use a later migration, after this one has contracted");
}

Asked read(Planning& p, Table& table, const CreateIndex& op) {
  Asked asked;
  for (auto& field : op.columns) {
    IndexPart part;
    std::string key;
    if (field.column.empty()) {
      part.expression = require_sql(field.expression, EngineKind::postgres, "expression", p.at());
      require_no_second(p, table, part.expression);
      key = parenthesised(part.expression);
    } else {
      part.column = first_name(require_column(table, field.column, p.at()), asked);
      key = quote_name(part.column);
    }
    auto options = options_sql(p, field);
    asked.keys.push_back(key);
    asked.parts.push_back(key + options);
    part.descending = lower(field.sort) == "desc";
    if (part.descending) options = replace_all(options, " " + field.sort, "");
    part.options = std::string(trim(options));
    asked.index.parts.push_back(std::move(part));
  }
  for (auto& name : op.include)
    asked.index.include.push_back(first_name(require_column(table, name, p.at()), asked));
  asked.index.name = op.name.value;
  asked.index.unique = op.unique;
  asked.index.method = op.method.empty() ? "btree" : op.method;
  asked.index.predicate = sql_or_empty(op.predicate, EngineKind::postgres);
  require_no_second(p, table, asked.index.predicate);
  return asked;
}

}  // namespace

void plan_create_index(Planning& p, const CreateIndex& op) {
  auto& table = p.table(op.table);
  p.require_name(op.name);
  p.require_free_name(op.name, Planning::Named::index);
  require_free_by_then(p, op.name.value);
  auto asked = read(p, table, op);
  auto& index = asked.index;
  auto definition =
      fmt::format("USING {} ({})", native_name(index.method), join(asked.parts, ", "));
  if (!index.include.empty()) definition += " INCLUDE (" + name_list(index.include) + ")";
  if (!op.storage_parameters.empty()) definition += " WITH (" + op.storage_parameters + ")";
  if (!index.predicate.empty()) definition += " WHERE " + parenthesised(index.predicate);
  if (op.unique && is_partitioned(table))
    require_partition_key(p, table, "a unique index", index.columns());
  if (op.unique)
    add_duplicates_check_of(
        p, Phase::expand, table, asked.keys, index.predicate,
        fmt::format("look for duplicates that index {} would refuse", index.name));
  if (is_partitioned(table)) {
    add_partitioned_index(p, table, index.name, op.unique, definition);
  } else {
    add_index_step(p, Phase::expand, table, name_while_built(table, index.name), op.unique,
                   definition, fmt::format("build index {} on {}", index.name, table.name));
    add_index_name(p, table, index.name);
  }
  if (!asked.second.empty()) {
    auto first = table.column(asked.second)->extra.at("second_of");
    bool plain = index.predicate.empty() && !is_partitioned(table);
    for (auto& part : index.parts) plain = plain && !part.column.empty();
    if (plain)
      mirror_index(p, table, index, first, asked.second);
    else
      p.note(fmt::format("index {} serves only {} until contract", index.name, first));
  }
  table.indexes.push_back(std::move(index));
}

}  // namespace migrate::postgres
