// The text of a new migration file: the fields of an operation with a comment on each.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace migrate::cli {

std::vector<std::string> scaffold_operations();
// `operation`: one of the above; empty: a file that lists them in a comment.
std::string scaffold_yaml(const std::string& description, const std::string& operation);
std::string scaffold_sql(const std::string& description);
// "Rename users' name!" → "rename_users_name"; empty when nothing is left.
std::string slug(const std::string& name);

}  // namespace migrate::cli
