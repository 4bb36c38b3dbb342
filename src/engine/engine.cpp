#include "engine/engine.hpp"

#include <fmt/format.h>

#include "engine/impl.hpp"
#include "util/error.hpp"
#include "util/host.hpp"

namespace migrate {

Engine::Engine(Parts parts) : impl_(std::make_unique<Impl>(std::move(parts))) {}
Engine::~Engine() = default;

const Dialect& Engine::dialect() const {
  return impl_->dialect();
}

void Engine::found_again() {
  impl_->session.found_again();
}

std::string Engine::server() {
  std::set<std::string> no_tables;
  auto schema = impl_->dialect().inspect(impl_->session.connection(), &no_tables);
  return fmt::format("{} {}", name_of(schema.engine), schema.version);
}

std::vector<std::string> Engine::Impl::elsewhere() {
  std::vector<std::string> problems;
  if (parts.config.allow_replica) return problems;
  for (auto& primary : dialect().written_from(session.connection()))
    problems.push_back(fmt::format(
        "the server is a replica of {} that can be written to: what is made here is not "
        "made there, and the replication breaks. Use {}; where this is meant, "
        "`allow_replica: true` in migrate.yaml",
        primary, primary));
  return problems;
}

void Engine::Impl::require_primary() {
  if (auto problems = elsewhere(); !problems.empty())
    refuse("MIG-PREFLIGHT", "nothing may be made on this server",
           "mend what is named, then run the same command again", "", problems);
}

void Engine::Impl::leased(const std::function<void(StepRunner&)>& work) {
  moved.clear();
  auto problems = dialect().preflight(session.connection());
  for (auto& problem : elsewhere()) problems.push_back(problem);
  if (!problems.empty())
    refuse("MIG-PREFLIGHT", "this database cannot be migrated over this connection",
           "mend what is named, then run the same command again", "", problems);
  store().ensure();
  store().in_kept_schema();
  Lease lease(session.url(), parts.decorate, dialect(), store(), parts.clock, parts.command);
  StepRunner runner(session, lease, parts.config, parts.observer, parts.clock);
  try {
    // Asked again: of two first commands the second may be of another schema. Of what an older
    // version has recorded it is not known whether it was of one.
    if (!store().in_kept_schema() && store().migrations().empty())
      runner.fenced([](Store& s) {
        if (!s.in_kept_schema()) s.keep_schema();
      });
    work(runner);
  } catch (...) {
    lease.release(store());
    throw;
  }
  lease.release(store());
}

Schema Engine::Impl::inspect() {
  return dialect().inspect(session.connection(), nullptr);
}

BatchTuning Engine::Impl::tuning(const Migration& migration) const {
  auto& config = parts.config;
  auto first = [](const auto& flag, const auto& file, const auto& general) {
    return flag ? flag : file ? file : general;
  };
  return {first(config.batch_override, migration.backfill.batch, config.backfill.batch)
              .value_or(BatchSize{}),
          first(config.workers_override, migration.backfill.workers, config.backfill.workers)};
}

void Engine::init_state() {
  impl_->require_primary();
  impl_->store().ensure();
}

void Engine::approve(const std::string& id, const std::string& note) {
  auto& store = impl_->store();
  auto record = store.migration(id);
  if (!record || !in_flight(record->stage))
    refuse("MIG-APPROVE",
           fmt::format("{} is {}: only a migration in flight can be approved", id,
                       name_of(record ? record->stage : Stage::pending)),
           "`migrate status`");
  db::Transaction transaction(impl_->session.connection());
  store.approve({id, user_name() + "@" + host_name(), note, 0});
  store.event(id, "approved", note);
  transaction.commit();
}

void Engine::heartbeat(const AppInstance& instance) {
  impl_->store().ensure();
  impl_->store().heartbeat(instance);
}

std::vector<AppInstance> Engine::instances() {
  return impl_->store().instances();
}
EpochMs Engine::now() {
  return impl_->store().now();
}

std::uint64_t Engine::retire(const std::string& app, const std::string& instance) {
  auto& store = impl_->store();
  if (!store.exists()) return 0;
  db::Transaction transaction(impl_->session.connection());
  auto count = store.retire(app, instance);
  store.event("", "retired", app + (instance.empty() ? "" : "/" + instance));
  transaction.commit();
  return count;
}

std::vector<Event> Engine::events(const std::string& id, int limit) {
  return impl_->store().events(id, limit);
}

std::optional<Stage> Engine::stage_of(const std::string& id) {
  auto record = impl_->store().migration(id);
  return record ? std::optional(record->stage) : std::nullopt;
}

}  // namespace migrate
