// Migrations whose effect the database has already: recorded as done, and taken back from there.
#include <fmt/format.h>

#include "engine/impl.hpp"
#include "util/error.hpp"

namespace migrate {

namespace {

// Where the tool has worked already, a file that waits has most likely not run: once recorded as
// done it never would.
[[noreturn]] void refuse_pending(const std::vector<std::string>& ids) {
  refuse("MIG-BASELINE-PENDING",
         fmt::format(
             "{} pending in a database that the tool has worked on",
             ids.size() == 1 ? "one migration is" : fmt::format("{} migrations are", ids.size())),
         "`migrate up` runs what is pending; what the database has already is recorded by `migrate "
         "baseline --to` and the last of these; a schema that others have changed is accepted by "
         "`migrate drift --accept`",
         "", ids);
}

}  // namespace

std::vector<std::string> Engine::baseline(const std::vector<Migration>& files,
                                          const std::optional<std::string>& to) {
  std::vector<std::string> moved;
  impl_->leased([&](StepRunner& runner) {
    const auto records = impl_->store().migrations();
    auto pending = impl_->select(files, {{}, to});
    std::erase_if(pending, [&](auto& file) {
      const auto stage = migrate::stage_of(records, file.id);
      return stage != Stage::pending && stage != Stage::rolled_back;
    });
    if (!to && !records.empty() && !pending.empty()) refuse_pending(ids_of(pending));
    for (auto& file : pending) {
      auto record = record_of(file, Stage::baselined);
      runner.fenced([&](Store& s) {
        s.begin_migration(record, {});
        s.event(file.id, "baselined", "recorded as done without running");
      });
      moved.push_back(file.id);
    }
    auto schema = impl_->read_schema(nullptr, {});
    runner.fenced([&](Store& s) { Impl::remember(s, schema); });
  });
  return moved;
}

std::string Engine::forget_baseline(const std::string& word) {
  std::string id;
  impl_->leased([&](StepRunner& runner) {
    id = impl_->rollback_target(word);
    const auto record = impl_->store().migration(id);
    if (record->stage != Stage::baselined)
      refuse(
          "MIG-BASELINE-NOT",
          fmt::format("{} is {}: only what was baselined can be forgotten", id,
                      name_of(record->stage)),
          in_flight(record->stage) ? fmt::format("`migrate rollback {}`", id) : "`migrate status`");
    runner.fenced([&](Store& s) {
      s.forget_migration(id);
      s.event(id, "baseline forgotten", "it is pending again; the schema is as it was");
    });
  });
  return id;
}

}  // namespace migrate
