// The two kinds of migration file. Both take clean text and leave id and path to the caller.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "migration/document.hpp"
#include "migration/migration.hpp"

namespace migrate {

class Fields;

Migration read_document(const Source& source, const Node& root);
Migration read_sql_file(const Source& source, const std::string& text);

// Shared with migrate.yaml, whose `contract` and `backfill` have the same fields.
BackfillSettings read_backfill_settings(const Source& source, const Node& node, int line);
ContractSettings read_contract_settings(const Source& source, const Node& node, int line);

// `expect` of a check and of `verify`. Refuses an operator without a number behind it.
std::optional<std::string> read_expect(const Fields& fields);

std::vector<EngineKind> read_engines(const Source& source, const std::vector<std::string>& names,
                                     int line);

}  // namespace migrate
