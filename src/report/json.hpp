// The JSON form of everything a command prints: one document, keys stable, times as ISO 8601 UTC or
// null, strings with secrets taken out.
#pragma once
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "util/error.hpp"

namespace migrate::report {

std::string plan_json(const std::vector<Plan>& plans, const std::vector<Phase>& phases);
std::string status_json(const StatusReport& report);
std::string paused_json(const PauseOrder& order);
std::string orders_json(const Orders& orders);
std::string drift_json(const std::vector<SchemaDifference>& found);
std::string gate_json(const std::vector<Verdict>& verdicts);
std::string verify_json(const std::vector<VerifyFinding>& findings);
std::string apps_json(const std::vector<AppInstance>& instances, EpochMs now);
std::string moved_json(const std::string& command, const std::vector<std::string>& ids);
std::string validate_json(const std::vector<Migration>& migrations,
                          const std::vector<std::string>& errors);
// {"key": "value", …} in this order; on one line for stderr.
std::string object_json(const std::vector<std::pair<std::string, std::string>>& members,
                        bool one_line = false);
// On one line, for stderr.
std::string error_json(const Report& report, ExitCode exit);

}  // namespace migrate::report
