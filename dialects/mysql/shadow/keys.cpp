#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/operations/hiding.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/rebuild.hpp"
#include "plan/names.hpp"

namespace migrate::mysql {

std::string new_name(const std::map<std::string, std::string>& renamed, const std::string& name) {
  auto at = renamed.find(name);
  return at == renamed.end() ? name : at->second;
}

std::string own_name(const Table& table, const char* what) {
  return object_name({table.name, what}, name_limit);
}

std::string own_table_name(const Table& table, const char* what) {
  return object_name({table.name, what}, NameLimit(table_name_limit, name_limit.loose));
}

std::string shadow_key_name(const ForeignKey& key) {
  return object_name({key.table, key.name, "shadow"}, name_limit);
}

std::string moved_key_name(const ForeignKey& key) {
  return object_name({key.table, key.name, "moved"}, name_limit);
}

bool acts(const ForeignKey& key) {
  return key.on_delete != "NO ACTION";
}

bool holds_key(const Rebuild& r, const Index& index) {
  return std::all_of(r.forward.key.begin(), r.forward.key.end(), [&](auto& both) {
    return std::any_of(index.parts.begin(), index.parts.end(),
                       [&](auto& part) { return part.column == both.second.name && !part.prefix; });
  });
}

std::string quote_shown(const std::string& table) {
  auto dot = table.find('.');
  if (dot == std::string::npos) return quote(table);
  return quote(table.substr(0, dot)) + "." + quote(table.substr(dot + 1));
}

std::string shadow_key_sql(const Table& table, const ForeignKey& key, const std::string& self,
                           const std::map<std::string, std::string>& renamed,
                           const std::string& database) {
  std::vector<std::string> columns, referenced;
  auto own = database.empty() ? quote(self) : quote(database) + "." + quote(self);
  bool to_self = key.ref_table == table.name;
  for (auto& name : key.columns)
    columns.push_back(key.table == table.name ? new_name(renamed, name) : name);
  for (auto& name : key.ref_columns) referenced.push_back(to_self ? new_name(renamed, name) : name);
  auto sql = fmt::format("FOREIGN KEY ({}) REFERENCES {} ({})", quote_list(columns),
                         to_self ? own : quote_shown(key.ref_table), quote_list(referenced));
  if (key.on_delete != "NO ACTION") sql += " ON DELETE " + key.on_delete;
  if (key.on_update != "NO ACTION") sql += " ON UPDATE " + key.on_update;
  return sql;
}

// One that acts, of the table itself or of another shadow.
bool is_referred_to_at_once(const Planning& p, const Table& table, const Table& made,
                            const Index& index, const std::map<std::string, std::string>& renamed) {
  auto serves = [&](const Index& one, const ForeignKey& key) {
    for (std::size_t i = 0; i < key.ref_columns.size(); ++i)
      if (i >= one.parts.size() || one.parts[i].prefix ||
          one.parts[i].column != new_name(renamed, key.ref_columns[i]))
        return false;
    return true;
  };
  auto* primary = made.primary_key();
  return std::any_of(table.referenced_by.begin(), table.referenced_by.end(), [&](auto& key) {
    return acts(key) && (key.table == table.name || p.changes_too(key.table)) &&
           serves(index, key) && !(primary && serves(*primary, key));
  });
}

}  // namespace migrate::mysql
