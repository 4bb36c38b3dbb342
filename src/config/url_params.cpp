#include "config/url_params.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {

void require_known_params(const Url& url, const std::vector<std::string>& known) {
  for (const auto& [name, value] : url.params) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string near = nearest(name, known);
    const std::string word = lower(name);
    if (near.empty() && word.find("ssl") == word.npos && word.find("tls") == word.npos) continue;
    // Of the name alone: the value may be a secret.
    refuse("MIG-URL-PARAM",
           fmt::format("the URL's parameter \"{}\" is not known{}", printable(shorten(name, 40)),
                       near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)),
           "correct or remove it in --url, DATABASE_URL or `url` in migrate.yaml", {},
           {"known: " + join(known, ", ")});
  }
}

}  // namespace migrate
