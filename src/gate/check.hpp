// The kinds of a check, one file each. What goes wrong is an outcome that does not hold.
#pragma once
#include "dialects/connection.hpp"
#include "gate/gate.hpp"

namespace migrate {

CheckOutcome check_command(const GateCheck& check, const std::string& migration);
CheckOutcome check_http(const GateCheck& check);
CheckOutcome check_prometheus(const GateCheck& check);
CheckOutcome check_sql(const GateCheck& check, db::Connection& connection, EngineKind engine);

// By what is expected; of a value that cannot be had, see failed().
CheckOutcome compared(const GateCheck& check, const std::string& value);
CheckOutcome failed(const std::string& why);

}  // namespace migrate
