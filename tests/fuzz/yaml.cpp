// YAML: refused or a tree within bounds, which its JSON spelling gives too.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "migration/migration.hpp"
#include "tests/fuzz/documents.hpp"

using namespace migrate;
using namespace migrate::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string raw(reinterpret_cast<const char*>(data), size);
  const Source source{"f.yaml"};
  const auto text = refused_or([&] { return clean_text(source, raw); });
  if (!text) return 0;
  const auto tree = refused_or([&] { return parse_yaml(source, *text); });
  if (!tree) return 0;
  require_sound(*tree, static_cast<int>(std::count(text->begin(), text->end(), '\n')) + 2);

  const auto again = refused_or([&] { return parse_json(source, as_json(*tree)); });
  require(again.has_value(), "the JSON of a document is read", as_json(*tree));
  require_same(*tree, *again, "YAML and its JSON agree", *text);
  if (const auto both = refused_or([&] { return parse_json(source, *text); });
      both && both->kind != Node::Kind::null)
    require_same(*tree, *both, "what is YAML and JSON is one document", *text);

  refused_or([&] { return parse_migration("m/20260101000000_f.yaml", raw).checksum; });
  return 0;
}
