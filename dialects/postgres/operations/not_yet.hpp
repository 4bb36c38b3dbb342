// Where the schema that is planned on is ahead of the database: what comes in a later phase of the
// same migration, and what operations behind it must not take for there, or for gone.
#pragma once
#include <string>
#include <vector>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

struct Rule;

// The constraint keeps its name until contract. `why`: "is dropped". `index`: it has one, by that
// name too.
void keeps_its_name(const Planning& p, Table& table, const std::string& constraint, bool index,
                    const std::string& why);
void is_renamed_at_last(const Planning& p, Table& table, const std::string& from,
                        const std::string& to, bool index);
// Refuses what needs the name before contract.
void require_free_by_then(const Planning& p, const Table& table, const std::string& constraint);
void require_free_by_then(const Planning& p, const std::string& index);
// Refuses to name one that is dropped or renamed at last, by its old name or its new one.
void require_not_changing(const Planning& p, const Table& table, const std::string& constraint);

// A table has one primary key.
void keeps_its_key(const Planning& p, Table& table, const std::string& key);
void require_no_key_kept(const Planning& p, const Table& table);

// A unique index that is built in backfill.
void comes_in_backfill(const Planning& p, Table& table, const std::string& index);
bool is_to_come(const Planning& p, const Table& table, const std::string& index);
// That a foreign key could refer to.
enum class UniqueFrom { nowhere, expand, backfill };
UniqueFrom unique_from(const Planning& p, const Table& table, std::vector<std::string> columns);
// Of a foreign key that is made in expand. `columns`: none for the primary key.
void require_parent_key_in_expand(const Planning& p, const std::string& key, const Table& parent,
                                  std::vector<std::string> columns);
void require_in_expand(const Planning& p, const Table& table, const Rule& rule);

}  // namespace migrate::postgres
