// Who runs this process: for the lease row, the event log and `by` columns.
#pragma once
#include <optional>
#include <string>

namespace migrate {

std::string host_name();
std::string user_name();  // the login name, or the uid as text
long process_id();
std::optional<std::string> environment(const std::string& name);  // set and not empty
bool process_alive(long pid);                                     // on this host
const char* tool_version();

}  // namespace migrate
