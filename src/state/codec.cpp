#include "state/codec.hpp"

#include <nlohmann/json.hpp>

#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {

using nlohmann::json;

void state_corrupt(const std::string& text) {
  throw Error(
      ExitCode::failed,
      {"MIG-STATE-CORRUPT",
       "a column of the state tables holds what this tool did not write: " + text.substr(0, 200),
       "",
       "unchanged",
       "docs/state.md says what each column holds",
       {}});
}

namespace {

template <typename F>
auto decode(const std::string& text, F read) {
  try {
    auto list = json::parse(text.empty() ? "[]" : text);
    if (!list.is_array()) state_corrupt(text);
    return read(list);
  } catch (const std::exception&) {
    state_corrupt(text);
  }
}

std::string to_hex(const std::string& bytes) {
  static const char digits[] = "0123456789abcdef";
  std::string hex;
  for (unsigned char c : bytes) hex += {digits[c >> 4], digits[c & 15]};
  return hex;
}

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

constexpr std::pair<db::Value::Kind, const char*> kinds[] = {{db::Value::Kind::null, "n"},
                                                             {db::Value::Kind::integer, "i"},
                                                             {db::Value::Kind::real, "r"},
                                                             {db::Value::Kind::text, "t"},
                                                             {db::Value::Kind::blob, "b"}};

}  // namespace

std::string encode_key(const std::vector<db::Value>& key) {
  json all = json::array();
  for (auto& value : key)
    for (auto& [kind, letter] : kinds)
      if (kind == value.kind) {
        // Text of a server need not be UTF-8, which JSON must be: hex then, like bytes.
        bool plain = kind != db::Value::Kind::blob && is_utf8(value.text);
        json one = json::array({plain || kind != db::Value::Kind::text ? letter : "x"});
        if (kind != db::Value::Kind::null) one.push_back(plain ? value.text : to_hex(value.text));
        all.push_back(one);
      }
  return all.dump(-1, ' ', true, json::error_handler_t::strict);
}

std::vector<db::Value> decode_key(const std::string& text) {
  return decode(text, [](const json& all) {
    std::vector<db::Value> key;
    for (auto& one : all) {
      db::Value value;
      auto letter = one.at(0).get<std::string>();
      bool known = false;
      for (auto& [kind, name] : kinds)
        if (letter == name) value.kind = kind, known = true;
      bool hex = value.kind == db::Value::Kind::blob || letter == "x";
      if (letter == "x") value.kind = db::Value::Kind::text, known = true;
      if (!known) throw std::invalid_argument(letter);
      if (one.size() > 1) value.text = one.at(1).get<std::string>();
      if (hex) value.text = from_hex(value.text);
      key.push_back(std::move(value));
    }
    return key;
  });
}

std::string encode_touches(const std::vector<Touch>& touches) {
  json all = json::array();
  for (auto& touch : touches) all.push_back({{"table", touch.table}, {"column", touch.column}});
  return all.dump();
}

std::vector<Touch> decode_touches(const std::string& text) {
  return decode(text, [](const json& all) {
    std::vector<Touch> touches;
    for (auto& one : all)
      touches.push_back({one.at("table").get<std::string>(), one.at("column").get<std::string>()});
    return touches;
  });
}

std::string encode_strings(const std::vector<std::string>& strings) {
  return json(strings).dump();
}

std::vector<std::string> decode_strings(const std::string& text) {
  return decode(text, [](const json& all) { return all.get<std::vector<std::string>>(); });
}

}  // namespace migrate
