// JSON: refused or a tree within bounds; read as YAML it is the same tree.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "migration/migration.hpp"
#include "tests/fuzz/documents.hpp"

using namespace migrate;
using namespace migrate::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string raw(reinterpret_cast<const char*>(data), size);
  const Source source{"f.json"};
  const auto text = refused_or([&] { return clean_text(source, raw); });
  if (!text) return 0;
  const auto tree = refused_or([&] { return parse_json(source, *text); });
  if (!tree) return 0;
  require_sound(*tree, static_cast<int>(std::count(text->begin(), text->end(), '\n')) + 1);

  const std::string written = as_json(*tree);
  const auto again = refused_or([&] { return parse_json(source, written); });
  require(again.has_value(), "written JSON is read", written);
  require_same(*tree, *again, "JSON survives being written", written);
  for (const std::string& spelling : {*text, written})
    if (const auto yaml = refused_or([&] { return parse_yaml(source, spelling); }))
      require_same(*tree, *yaml, "what is JSON and YAML is one document", spelling);

  refused_or([&] { return parse_migration("m/20260101000000_f.json", raw).checksum; });
  return 0;
}
