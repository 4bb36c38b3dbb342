#include <utility>

#include "cli/command.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "report/plot.hpp"
#include "report/status.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

constexpr long redraw_ms = 2000;

class Status final : public Command {
 public:
  std::string name() const override { return "status"; }
  std::string alias() const override { return "info"; }
  std::string summary() const override {
    return "every migration with its phase, progress and gate";
  }
  void declare(Flags& flags) override {
    flags.toggle("watch", "shown again every 2 s until stopped", watch_);
    flags.toggle("plot", "draw rate, batch size and lag of batched steps over time", plot_);
    flags.toggle("exit-code", "exit 4 when anything is due", exit_code_);
  }
  ExitCode run(Session& session) override {
    if (!watch_) return show(session);
    install_stop_handlers();
    show(session);  // the first failure is the caller's to see
    while (sleep_or_stop(redraw_ms), !stop_requested()) show_or_tell(session);
    return ExitCode::ok;
  }

 private:
  ExitCode show(Session& session) {
    StatusReport status;
    // Whoever watches from another machine has the URL and nothing else. What is due only the files
    // tell.
    if (!exit_code_ && session.without_files()) {
      if (!std::exchange(told_, true))
        session.say("no directory " + session.config().directory +
                    " here: only what the database has recorded is shown");
      status = session.engine(name()).status({}, plot_);
      for (auto& m : status.migrations) m.file_missing = false;
    } else {
      status = session.engine(name()).status(session.migrations(), plot_);
    }
    std::string text = session.json() ? report::status_json(status)
                                      : report::status_text(status, session.out_style());
    if (plot_ && !session.json()) text += plots(status, session.out_columns());
    if (watch_ && !session.json()) {
      // Home and clear on a terminal; elsewhere an empty line between two.
      text = session.out_is_terminal() ? "\x1b[H\x1b[2J" + text : text + "\n";
    }
    session.data(text);
    return exit_code_ && status.anything_due() ? ExitCode::findings : ExitCode::ok;
  }

  static std::string plots(const StatusReport& status, std::size_t columns) {
    std::string text;
    for (const auto& m : status.migrations)
      for (const auto& [step, samples] : m.history)
        if (const auto plot = report::plot_text(m.id + ": " + step, samples, columns);
            !plot.empty())
          text += "\n" + plot;
    return text.empty() ? "\nno batched step has left a history yet\n" : text;
  }

  // A view that is left open must outlive a restart of the database.
  void show_or_tell(Session& session) {
    try {
      show(session);
    } catch (const db::DbError& e) {
      session.say("no answer from the database: " + report::clean(e.what()));
      session.close();
    } catch (const Error& e) {
      if (e.report().code.rfind("MIG-CONNECT", 0) != 0) throw;
      session.say("no answer from the database: " + report::clean(e.report().what));
      session.close();
    }
  }

  bool watch_ = false, plot_ = false, exit_code_ = false;
  bool told_ = false;  // that there are no files
};

}  // namespace

CommandPtr make_status() {
  return std::make_unique<Status>();
}

}  // namespace migrate::cli
