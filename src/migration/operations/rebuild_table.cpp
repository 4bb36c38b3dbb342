#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_rebuild_table(const Source& source, const Node& node, int line) {
  const Fields fields(
      source, node, "rebuild_table",
      {"table", "cluster_by", "partition_by", "primary_key", "column_order", "exchange"}, line);
  RebuildTable result;
  result.table = fields.identifier("table");
  result.cluster_by = fields.identifiers("cluster_by");
  if (const Node* parts = fields.find("partition_by"))
    result.partition_by = parse_partitioning(source, *parts, fields.line_of("partition_by"));
  result.primary_key = fields.identifiers("primary_key");
  result.column_order = fields.identifiers("column_order");
  const auto exchange = fields.choice("exchange", {"auto", "backfill", "contract"}, "auto");
  result.exchange = exchange == "backfill"   ? RebuildTable::Exchange::backfill
                    : exchange == "contract" ? RebuildTable::Exchange::contract
                                             : RebuildTable::Exchange::by_itself;
  return result;
}

}  // namespace migrate
