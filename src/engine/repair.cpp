// Accepts edited files.
#include "engine/impl.hpp"

namespace migrate {

std::vector<std::string> Engine::repair(const std::vector<Migration>& files,
                                        const Selection& selection) {
  std::vector<std::string> repaired;
  impl_->leased([&](StepRunner& runner) {
    auto records = impl_->store().migrations();
    for (auto& file : impl_->select(files, selection)) {
      auto record = find_record(records, file.id);
      if (!record || record->stage == Stage::rolled_back ||
          !file.was_edited(record->checksum, record->checksum_version))
        continue;
      runner.fenced([&](Store& s) {
        s.accept_file(file.id, file.checksum, file.checksum_version, file.description);
        s.event(file.id, "repaired", "checksum " + record->checksum + " is now " + file.checksum);
      });
      if (in_flight(record->stage))
        impl_->parts.observer.note(file.id +
                                   ": what was planned at expand stays what runs; of the file only "
                                   "its contract, backfill and verify settings count");
      repaired.push_back(file.id);
    }
  });
  return repaired;
}

}  // namespace migrate
