#include <sys/stat.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/scaffold.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "util/clock.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

namespace migrate::cli {

namespace {

class New final : public Command {
 public:
  std::string name() const override { return "new"; }
  std::string alias() const override { return "create"; }
  std::string summary() const override { return "writes a new migration file to fill in"; }
  void declare(Flags& flags) override {
    flags.operand("NAME", "what the migration does, in a few words", true, name_);
    flags.text("op", "OPERATION", join(scaffold_operations(), ", "), op_).choices =
        scaffold_operations();
    flags.toggle("sql", "a SQL file with sections", sql_);
  }
  ExitCode run(Session& session) override {
    check();
    const std::string stem = slug(*name_);
    if (stem.empty()) usage("NAME needs letters or digits (a to z, 0 to 9) for the file's name");
    const std::string directory = session.config().directory;
    // Made when missing; a failure shows when the file is written.
    mkdir(directory.c_str(), 0777);
    const std::string path = directory + "/" + compact_utc(system_clock().now()) + "_" + stem +
                             (sql_ ? ".sql" : ".yaml");
    write_new_file(path, sql_ ? scaffold_sql(*name_) : scaffold_yaml(*name_, op_.value_or("")));
    session.data(session.json() ? report::object_json({{"path", path}})
                                : report::clean(path) + "\n");
    return ExitCode::ok;
  }

 private:
  void check() const {
    if (!op_) return;
    if (sql_) usage("--sql and --op exclude each other");
    const auto known = scaffold_operations();
    if (std::find(known.begin(), known.end(), *op_) != known.end()) return;
    const std::string near = nearest(*op_, known);
    usage("--op: unknown operation '" + *op_ + "'" +
          (near.empty() ? "; known: " + join(known, ", ") : "; did you mean '" + near + "'?"));
  }

  std::optional<std::string> name_, op_;
  bool sql_ = false;
};

}  // namespace

CommandPtr make_new() {
  return std::make_unique<New>();
}

}  // namespace migrate::cli
