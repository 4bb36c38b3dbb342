#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/session.hpp"
#include "util/host.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

class Heartbeat final : public Command {
 public:
  std::string name() const override { return "app heartbeat"; }
  std::string summary() const override { return "reports an instance of an application as alive"; }
  void declare(Flags& flags) override {
    flags.text("app", "NAME", "the application (needed)", app_);
    flags.text("instance", "NAME", "the instance (default: the host's name)", instance_);
    flags.text("app-version", "TEXT", "the version it runs", version_);
    flags.text("schema", "ID", "newest migration it knows (default: newest in --dir)", schema_);
    flags.duration("ttl", "counts as alive for this long (default 90s)", ttl_);
    flags.duration("every", "beat again this often until stopped", every_);
    flags.toggle("retire", "retire the instance when stopped (not beside what still drains)",
                 retire_);
  }
  ExitCode run(Session& session) override {
    const AppInstance self = instance(session);
    if (!every_) {
      session.engine(name()).heartbeat(self);
      return ExitCode::ok;
    }
    install_stop_handlers();
    do beat(session, self);
    while (sleep_or_stop(every_->count()), !stop_requested());
    // An application that is stopped together with its sidecar still drains, and is old code until
    // it has ended: the silence tells.
    if (!retire_) return ExitCode::ok;
    session.engine(name()).retire(self.app, self.instance);
    session.say("retired " + report::clean(self.app) + "/" + report::clean(self.instance));
    return ExitCode::ok;
  }

 private:
  AppInstance instance(Session& session) {
    if (!app_) usage("--app is needed: the name of the application");
    AppInstance self;
    self.app = *app_;
    self.instance = instance_.value_or(host_name());
    self.version = version_.value_or("");
    self.ttl_ms = ttl_.value_or(session.config().instance_ttl).count();
    if (self.ttl_ms <= 0) usage("--ttl must be above 0");
    if (every_ && (every_->count() <= 0 || every_->count() >= self.ttl_ms))
      usage(fmt::format("--every must be above 0 and below --ttl ({})",
                        format_duration(Millis(self.ttl_ms))));
    if (schema_) {
      self.schema = *schema_;
    } else {
      const auto ids = session.ids();
      if (ids.empty())
        refuse("MIG-CLI-NO-MIGRATIONS", "the directory holds no migration to take --schema from",
               "pass --schema ID, or --dir with the migrations this build knows");
      self.schema = ids.back();
    }
    return self;
  }

  // A sidecar outlives a restart of the database, and may be started before it; the gate sees the
  // silence meanwhile. What no second try mends ends the first one: nobody reads a sidecar's notes.
  void beat(Session& session, const AppInstance& self) {
    try {
      session.engine(name()).heartbeat(self);
      has_beaten_ = true;
    } catch (const db::DbError& e) {
      if (!has_beaten_ && e.failure() == db::Failure::permission) throw;
      missed(session, e.what());
    } catch (const Error& e) {
      if (!has_beaten_ && !may_mend(e)) throw;
      missed(session, e.report().what);
    }
  }
  // The server, its database or its schema may be on the way. Once a beat has come through, any of
  // it may: a password that is being changed, too.
  static bool may_mend(const Error& e) {
    const std::string& code = e.report().code;
    return e.exit() != ExitCode::usage || code == "MIG-CONNECT-REFUSED" ||
           code == "MIG-CONNECT-DATABASE" || code == "MIG-CONNECT-SCHEMA";
  }
  static void missed(Session& session, const std::string& why) {
    session.say("heartbeat missed: " + report::clean(why));
    session.close();
  }

  std::optional<std::string> app_, instance_, version_, schema_;
  std::optional<Millis> ttl_, every_;
  bool retire_ = false, has_beaten_ = false;
};

}  // namespace

CommandPtr make_app_heartbeat() {
  return std::make_unique<Heartbeat>();
}

}  // namespace migrate::cli
