// What the commands share while one of them runs: configuration, files, the engine, the streams.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/common.hpp"
#include "engine/engine.hpp"
#include "report/style.hpp"

namespace migrate::cli {

class Session {
 public:
  Session(Common common, Decorator decorate);
  ~Session();

  const Common& common() const { return common_; }
  bool json() const { return common_.format == report::Format::json; }

  // migrate.yaml with --url, DATABASE_URL and --dir over it; read once. Commands put their own
  // flags over it before they ask for the engine. `must_exist`: an explicit --config must be there.
  Config& config(bool must_exist = true);
  std::string config_path() const;
  // Nobody has named a directory of migrations, and none is at the usual place.
  bool without_files();
  // Every file of the directory, in order.
  const std::vector<Migration>& migrations();
  // For what goes by the record, which must not wait for the files: those that can be read. The
  // others are told on stderr; without the directory there are none.
  std::vector<Migration> readable_migrations();
  std::vector<std::string> ids();
  // The id a person means: exact, a unique prefix or part.
  std::string resolve(const std::string& word);

  // Opened on first use; refuses (MIG-CONFIG-URL) when no database is named, and
  // (MIG-CONNECT-DATABASE) when there is none and the command is none that makes one.
  enum class Absent { refuse, make };
  Engine& engine(const std::string& command, Absent absent = Absent::refuse);
  void close();  // of a database that was lost: the next engine() opens it again

  const report::Style& out_style() const { return out_style_; }
  const report::Style& err_style() const { return err_style_; }
  bool out_is_terminal() const { return out_terminal_; }
  std::size_t out_columns() const;  // of the terminal, else COLUMNS, else 80

  // stdout. Throws Error (MIG-OUTPUT, exit 1) when it cannot be written.
  void data(const std::string& text);
  // stderr, one line, unless --quiet.
  void say(const std::string& text);

  // Asks on a terminal; not on one, or under --yes (`assume_yes`), the answer is yes. Throws Error
  // (MIG-DECLINED, exit 3) when a person says no.
  void confirm(const std::string& question, bool assume_yes);

 private:
  Common common_;
  Decorator decorate_;
  std::optional<Config> config_;
  std::optional<std::vector<Migration>> migrations_;
  bool out_terminal_ = false, err_terminal_ = false;
  report::Style out_style_, err_style_;
  std::unique_ptr<Observer> observer_;
  std::unique_ptr<Engine> engine_;
  bool lost_ = false;  // or out of reach, when it was opened last
};

// To stderr at once, secrets taken out; a stderr that is gone is no reason to stop.
void write_stderr(const std::string& text);

}  // namespace migrate::cli
