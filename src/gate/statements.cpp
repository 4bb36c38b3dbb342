// No statement that names what contract takes away was run for a while, by the server's own
// statistics. They see whoever connects: a report, a script, a console that no registry knows.
#include <fmt/format.h>

#include <algorithm>

#include "gate/evidence_text.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

constexpr std::size_t most_shown = 5;

std::string names_of(const std::vector<OldName>& names) {
  std::vector<std::string> texts;
  for (auto& name : names) texts.push_back(name.text());
  return join(texts, ", ");
}

// Statistics that were emptied are silent about what ran before, whoever it was.
std::string forgotten(const GateInput& input, Millis window) {
  if (window <= Millis(0)) return {};
  if (!input.statements_since)
    return "the server does not tell how far its statistics of statements reach back";
  const auto reach = age_of(input, *input.statements_since);
  if (reach >= window) return {};
  return fmt::format("the server's statistics of statements reach back {} only, not {}",
                     format_duration(reach), format_duration(window));
}

}  // namespace

void judge_statements(const GateInput& input, std::vector<Evidence>& out) {
  judge_own_sql(input, "statements", out);
  if (input.old_names.empty()) return;
  // Without `quiet` nobody has asked for a time: then they are shown, unless they are required.
  bool asked = input.settings.quiet || input.settings.requires_evidence("statements");
  auto window = asked ? input.settings.quiet.value_or(input.in_use) : Millis(0);
  auto limit = asked ? "none within " + format_duration(window) : std::string();
  if (!input.statements) {
    if (asked)
      out.push_back(
          {"statements",
           true,
           fmt::format("statements that name {}: {}", names_of(input.old_names), asked_by_the_gate),
           "unknown",
           limit,
           {},
           true,
           true});
    return;
  }
  std::vector<OldStatement> seen = *input.statements;
  std::sort(seen.begin(), seen.end(), [](auto& a, auto& b) { return a.last_at > b.last_at; });
  std::size_t in_use = 0;
  for (auto& s : seen) {
    auto since = age_of(input, s.last_at);
    if (since >= window) break;
    if (++in_use > most_shown) continue;
    out.push_back(
        {"statements", false,
         fmt::format("{} is named by a statement that was last seen to run {} ago{}: {}", s.names,
                     format_duration(since), s.user.empty() ? "" : " by " + s.user,
                     shorten(printable(s.text), 120)),
         fmt::format("{} call{}", s.calls, s.calls == 1 ? "" : "s"), limit, since});
  }
  if (in_use > most_shown)
    out.push_back({"statements", false, fmt::format("and {} more", in_use - most_shown),
                   fmt::format("{} statements", in_use), limit});
  if (in_use > 0) return;
  auto why = input.statements_missing.empty() ? forgotten(input, window) : input.statements_missing;
  if (!why.empty()) {
    out.push_back(missing_evidence(input, "statements", why));
    return;
  }
  Evidence e{"statements", true,
             seen.empty() ? fmt::format("no statement names {}", names_of(input.old_names))
                          : fmt::format("the last statement that names {} was seen to run {}",
                                        seen.front().names, age(input, seen.front().last_at)),
             seen.empty() ? "never" : format_duration(age_of(input, seen.front().last_at)), limit};
  if (!seen.empty()) e.age = age_of(input, seen.front().last_at);
  out.push_back(std::move(e));
}

}  // namespace migrate
