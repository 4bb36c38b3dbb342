#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_rebuild_table(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "rebuild_table", {"table", "cluster_by", "partition_by"}, line);
  RebuildTable result;
  result.table = fields.identifier("table");
  result.cluster_by = fields.identifiers("cluster_by");
  if (const Node* parts = fields.find("partition_by"))
    result.partition_by = parse_partitioning(source, *parts, fields.line_of("partition_by"));
  return result;
}

}  // namespace migrate
