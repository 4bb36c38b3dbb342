#include "config/abort_rule.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "migration/fields.hpp"

namespace migrate {

std::vector<AbortRule> read_abort_rules(const Source& source, const std::vector<Node>& nodes) {
  std::vector<AbortRule> rules;
  for (const Node& node : nodes) {
    const Fields fields(source, node, "abort_if",
                        {"name", "query", "http", "prometheus", "above", "below", "times", "than",
                         "in_a_row", "every", "watch"});
    AbortRule rule;
    rule.name = fields.text("name");
    if (std::any_of(rules.begin(), rules.end(), [&](auto& r) { return r.name == rule.name; }))
      fields.bad_value("name", "is there twice");
    rule.ask = read_one_ask(fields, "abort_if");
    rule.ask.name = rule.name;
    rule.above = fields.number("above", -1e300);
    rule.below = fields.number("below", -1e300);
    rule.times = fields.number("times", 0);
    if (int(rule.above.has_value()) + int(rule.below.has_value()) + int(rule.times.has_value()) !=
        1)
      source_error(source, "VALUE",
                   fmt::format("abort_if: \"{}\" needs one of above, below and times", rule.name),
                   fields.line());
    if (const Node* than = fields.find("than")) {
      if (!rule.times) fields.bad_value("than", "belongs to times");
      const Fields inner(source, *than, "abort_if.than", {"query", "http", "prometheus"},
                         fields.line_of("than"));
      rule.than = read_one_ask(inner, "abort_if.than");
    }
    if (const auto count = fields.integer("in_a_row", 1, 1000))
      rule.in_a_row = static_cast<int>(*count);
    rule.every = fields.duration("every").value_or(rule.every);
    if (rule.every < Millis(100)) fields.bad_value("every", "must be 100ms or longer");
    rule.watch = fields.duration("watch").value_or(rule.watch);
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace migrate
