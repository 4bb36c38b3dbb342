// Orders to a running backfill from elsewhere. They are rows of `control`, which its sampler reads.
#include <fmt/format.h>

#include "engine/impl.hpp"
#include "util/host.hpp"

namespace migrate {

PauseOrder Engine::pause(PauseOrder order, std::optional<Millis> lasts) {
  auto& store = impl_->store();
  store.ensure();
  order.at = store.now();
  order.by = user_name() + "@" + host_name();
  if (lasts) order.until = order.at + lasts->count();
  db::Transaction transaction(impl_->session.connection());
  store.hold_orders();
  store.order_pause(order);
  auto message = order.reason;
  if (order.until > 0)
    message = fmt::format("until {}{}{}",
                          format_utc(std::chrono::system_clock::time_point(Millis(order.until))),
                          message.empty() ? "" : ": ", message);
  store.event(order.migration, "paused", message);
  transaction.commit();
  return order;
}

std::uint64_t Engine::resume(const std::optional<std::string>& migration,
                             const std::string& reason) {
  auto& store = impl_->store();
  if (!store.exists()) return 0;
  db::Transaction transaction(impl_->session.connection());
  store.hold_orders();
  auto count = store.lift_pauses(migration);
  if (count > 0) store.event(migration.value_or(""), "resumed", reason);
  transaction.commit();
  return count;
}

ThrottleOrder Engine::throttle(const ThrottleOrder& change, bool reset) {
  auto& store = impl_->store();
  store.ensure();
  db::Transaction transaction(impl_->session.connection());
  store.hold_orders();
  auto order = reset ? ThrottleOrder{} : store.orders().throttle;
  order.overlay(change);
  if (change.max_lag) order.max_lag_at = store.now();
  store.order_throttle(order);
  store.event("", "throttled", (order.empty() ? "reset" : order.text()) + change.why());
  transaction.commit();
  return store.orders().throttle;
}

Orders Engine::orders() {
  return impl_->store().orders();
}

LeaseRecord Engine::lease() {
  return impl_->store().lease();
}

std::vector<std::string> Engine::recorded_ids() {
  std::vector<std::string> ids;
  for (auto& record : impl_->store().migrations()) ids.push_back(record.id);
  return ids;
}

}  // namespace migrate
