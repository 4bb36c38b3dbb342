#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_set_replica_identity(const Source& source, const Node& node, int line) {
  using Kind = SetReplicaIdentity::Kind;
  const Fields fields(source, node, "set_replica_identity", {"table", "identity"}, line);
  SetReplicaIdentity result;
  result.table = fields.identifier("table");
  const Fields inner(source, fields.require("identity"), "set_replica_identity.identity",
                     {"type", "index"}, fields.line_of("identity"));
  inner.text("type");
  const std::string kind = inner.choice("type", {"DEFAULT", "FULL", "NOTHING", "INDEX"}, "");
  result.kind = kind == "FULL"      ? Kind::full
                : kind == "NOTHING" ? Kind::nothing
                : kind == "INDEX"   ? Kind::index
                                    : Kind::standard;
  // pgroll's files give an empty `index` with the other kinds.
  const std::string index = inner.optional_text("index");
  if (result.kind == Kind::index)
    result.index = inner.identifier("index");
  else if (!index.empty())
    inner.bad_value("index", "is only for the type INDEX");
  return result;
}

}  // namespace migrate
