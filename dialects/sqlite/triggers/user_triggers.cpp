#include "dialects/sqlite/triggers/user_triggers.hpp"

#include <fmt/format.h>

#include "dialects/sqlite/catalog/trigger_text.hpp"
#include "plan/preconditions.hpp"

namespace migrate::sqlite {

namespace {

using Event = TriggerText::Event;

bool fires(const TriggerText& text, const std::vector<std::string>& written) {
  return written.empty() ? text.event == Event::update : text.fires_for(written);
}

void refuse_raising(const Planning& planning, const Table& table, const std::string& trigger,
                    const TriggerText& text, const std::vector<std::string>& written) {
  const auto name = fmt::format("trigger {} of {}", trigger, table.name);
  if (text.raises_always())
    unsupported(planning.at,
                name +
                    " refuses every UPDATE: the sync triggers fill a row by one, so that each "
                    "INSERT would fail",
                "drop it until contract, or give it a WHEN that tells which changes it refuses");
  // A rule about the new value alone is as true of what a trigger writes.
  for (auto& column : written)
    if (text.reads("OLD", column))
      unsupported(planning.at,
                  fmt::format("{} raises by what {} held before: the sync triggers fill it by an "
                              "UPDATE, so that an INSERT could fail",
                              name, column),
                  "drop it until contract");
  planning.note(
      fmt::format("{} raises for some UPDATEs: a row for which it does is not filled, and "
                  "a write that the sync triggers follow fails",
                  name));
}

}  // namespace

void require_writable(const Planning& planning, const Table& table,
                      const std::vector<std::string>& written) {
  for (auto& trigger : table.triggers)
    if (auto text = parse_trigger(trigger.definition);
        text && text->fires_for(written) && text->raises())
      refuse_raising(planning, table, trigger.name, *text, written);
  note_update_triggers(planning, table, written);
}

void require_given(const Planning& planning, const Table& table, const std::string& column,
                   const std::string& expression) {
  for (auto& trigger : table.triggers) {
    const auto text = parse_trigger(trigger.definition);
    if (!text || text->event != Event::insert) continue;
    for (auto& set : text->sets(table.name)) {
      // One that may not be NULL has a value before.
      auto* known = table.column(set);
      const bool itself = same_name(table.name + "." + set, column);
      if (itself || !known || !known->nullable || !mentions(expression, set)) continue;
      unsupported(planning.at,
                  fmt::format("trigger {} of {} fires for an INSERT and writes {}, which `up` of "
                              "{} reads: the sync triggers come before it, and would refuse a row "
                              "for the NULL that they find there",
                              trigger.name, table.name, set, column),
                  "let the INSERT itself give that column, or drop the trigger until contract; or "
                  "let the new column be NULL until a later migration (`nullable: true`)");
    }
  }
}

void note_update_triggers(const Planning& planning, const Table& table,
                          const std::vector<std::string>& written) {
  for (auto& trigger : table.triggers)
    if (auto text = parse_trigger(trigger.definition); text && fires(*text, written))
      planning.note(
          fmt::format("trigger {} of {} may fire for every row that the backfill and the sync "
                      "triggers update",
                      trigger.name, table.name));
}

void look_at_readers(const Planning& planning, const Table& table, const std::string& column,
                     const std::string& second) {
  for (auto& trigger : table.triggers) {
    const auto text = parse_trigger(trigger.definition);
    if (!text || !text->reads("NEW", column)) continue;
    if (text->event == Event::insert)
      unsupported(planning.at,
                  fmt::format("trigger {} of {} fires for an INSERT and reads NEW.{}, which new "
                              "code leaves out: it would find what stands there before the sync "
                              "triggers fill it",
                              trigger.name, table.name, column),
                  "let it read the row itself, AFTER INSERT, instead of NEW." + column +
                      ", or drop it until contract");
    // One that fires for this column alone fires when it is filled.
    if (text->event == Event::update && !(text->of.size() == 1 && text->fires_for({column})))
      planning.note(
          fmt::format("trigger {} of {} reads NEW.{}: for an UPDATE of new code's that sets {} it "
                      "finds there what was before; it fires again when {} is filled if it fires "
                      "for that column",
                      trigger.name, table.name, column, second, column));
  }
}

}  // namespace migrate::sqlite
