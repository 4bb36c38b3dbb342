#include "tests/unit/migration/json_schema.hpp"

#include <algorithm>
#include <fstream>
#include <regex>
#include <stdexcept>

namespace migrate::test {

using Json = JsonSchema::Json;
using Instances = std::vector<JsonSchema::Instance>;

namespace {

bool is_type(const std::string& type, const Json& value) {
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "null") return value.is_null();
  throw std::runtime_error("the schema has the type " + type);
}

std::vector<std::string> types(const Json& schema) {
  auto found = schema.find("type");
  if (found == schema.end()) return {};
  if (found->is_array()) return found->get<std::vector<std::string>>();
  return {found->get<std::string>()};
}

std::string last(const std::string& path) {
  auto dot = path.rfind('.');
  return dot == std::string::npos ? path : path.substr(dot + 1);
}

std::string below(const std::string& path, const std::string& field) {
  return path.empty() ? field : path + "." + field;
}

const Json* find(const Json& object, const char* key) {
  auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

bool matches(const std::string& text, const std::string& pattern) {
  static std::map<std::string, std::regex> known;
  auto at = known.find(pattern);
  if (at == known.end()) at = known.emplace(pattern, std::regex(pattern)).first;
  return std::regex_search(text, at->second);
}

void append(Instances& to, Instances more) {
  for (auto& one : more) to.push_back(std::move(one));
}

}  // namespace

JsonSchema JsonSchema::read(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file + " cannot be read");
  return JsonSchema(Json::parse(in));
}

const Json& JsonSchema::resolve(const Json& schema) const {
  auto* reference = find(schema, "$ref");
  if (!reference) return schema;
  auto target = reference->get<std::string>();
  if (target.empty() || target[0] != '#') throw std::runtime_error("a reference to " + target);
  return resolve(root_.at(Json::json_pointer(target.substr(1))));
}

bool JsonSchema::fits_object(const Json& schema, const Json& value) const {
  if (auto* required = find(schema, "required"))
    for (auto& field : *required)
      if (!value.contains(field.get<std::string>())) return false;
  auto* properties = find(schema, "properties");
  auto* more = find(schema, "additionalProperties");
  for (auto& [key, item] : value.items()) {
    if (auto* property = properties ? find(*properties, key.c_str()) : nullptr) {
      if (!fits(*property, item)) return false;
    } else if (more && (more->is_boolean() ? !more->get<bool>() : !fits(*more, item))) {
      return false;
    }
  }
  return true;
}

bool JsonSchema::fits(const Json& unresolved, const Json& value) const {
  auto& schema = resolve(unresolved);
  auto all = types(schema);
  if (!all.empty() &&
      std::none_of(all.begin(), all.end(), [&](auto& type) { return is_type(type, value); }))
    return false;
  auto count = [&](const Json& schemas) {
    return std::count_if(schemas.begin(), schemas.end(),
                         [&](auto& one) { return fits(one, value); });
  };
  if (auto* choices = find(schema, "enum"))
    if (std::find(choices->begin(), choices->end(), value) == choices->end()) return false;
  if (auto* constant = find(schema, "const"))
    if (*constant != value) return false;
  if (auto* any = find(schema, "anyOf"))
    if (count(*any) == 0) return false;
  if (auto* one = find(schema, "oneOf"))
    if (count(*one) != 1) return false;
  if (auto* every = find(schema, "allOf"))
    if (count(*every) != static_cast<std::ptrdiff_t>(every->size())) return false;
  if (auto* none = find(schema, "not"))
    if (fits(*none, value)) return false;
  if (auto* condition = find(schema, "if"))
    if (fits(*condition, value) && !fits(schema.at("then"), value)) return false;
  if (value.is_object()) return fits_object(schema, value);
  if (value.is_string()) {
    auto given = value.get<std::string>();
    auto* pattern = find(schema, "pattern");
    return given.size() >= schema.value("minLength", 0U) &&
           (!pattern || matches(given, pattern->get<std::string>()));
  }
  if (value.is_array()) {
    if (value.size() < schema.value("minItems", 0U)) return false;
    if (auto* items = find(schema, "items"))
      return std::all_of(value.begin(), value.end(),
                         [&](auto& item) { return fits(*items, item); });
  }
  return true;
}

// Names that refer to one another within a file must meet; all others differ.
Json JsonSchema::text(const std::string& path) const {
  auto field = last(path);
  auto parent = last(path.substr(0, path.size() - std::min(path.size(), field.size() + 1)));
  if (field == "columns[]") return "id";
  if (field == "name" && (parent == "column" || parent == "columns[]")) return "id";
  if (field == "type" && parent == "identity") return "index";
  return parent + " " + field;
}

void JsonSchema::complete(const Json& schema, const std::string& path, Json& object) const {
  auto* properties = find(schema, "properties");
  auto require = [&](const Json& part) {
    auto* required = find(part, "required");
    if (!required || !properties) return;
    for (auto& field : *required) {
      auto key = field.get<std::string>();
      if (object.contains(key)) continue;
      if (auto* property = find(*properties, key.c_str()))
        object[key] = minimal(*property, below(path, key));
    }
  };
  require(schema);
  if (auto* every = find(schema, "allOf"))
    for (auto& one : *every)
      if (one.contains("if") && fits(one.at("if"), object)) require(one.at("then"));
  for (auto* choice : {"anyOf", "oneOf"}) {
    auto* ways = find(schema, choice);
    if (ways &&
        std::none_of(ways->begin(), ways->end(), [&](auto& way) { return fits(way, object); }))
      require(ways->front());
  }
}

Json JsonSchema::minimal(const Json& unresolved, const std::string& path) const {
  auto& schema = resolve(unresolved);
  for (auto* given : {"examples", "enum"})
    if (auto* values = find(schema, given)) return values->front();
  if (auto* constant = find(schema, "const")) return *constant;
  auto all = types(schema);
  if (all.empty()) {
    for (auto* choice : {"allOf", "anyOf", "oneOf"})
      if (auto* ways = find(schema, choice)) return minimal(ways->front(), path);
    throw std::runtime_error("nothing is said of " + path);
  }
  auto& type = all.front();
  if (type == "string") return text(path);
  if (type == "boolean") return true;
  if (type == "integer" || type == "number") return schema.value("minimum", 1);
  if (type == "null") return nullptr;
  if (type == "array") {
    auto list = Json::array();
    auto least = std::max<std::size_t>(1, schema.value("minItems", 1U));
    for (std::size_t i = 0; i < least; ++i) {
      list.push_back(minimal(schema.at("items"), path + "[]"));
      if (i > 0 && list.back().is_string())
        list.back() = list.back().get<std::string>() + " " + std::to_string(i + 1);
    }
    return list;
  }
  auto object = Json::object();
  auto* more = find(schema, "additionalProperties");
  if (more && more->is_object())
    for (auto* key : {"id", "id 2"}) object[key] = minimal(*more, below(path, key));
  complete(schema, path, object);
  // `anyOf` of a file's operations: each way is an object of its own.
  if (auto* ways = find(schema, "anyOf"); ways && !schema.contains("properties"))
    return minimal(ways->front(), path);
  return object;
}

Instances JsonSchema::objects(const Json& schema, const std::string& path) const {
  Instances result;
  // The fields that decide which others are needed, with every value: {} where there is none.
  std::vector<Json> starts = {Json::object()};
  auto& properties = schema.at("properties");
  if (auto* every = find(schema, "allOf"))
    for (auto& one : *every)
      if (one.contains("if"))
        for (auto& [key, condition] : one.at("if").at("properties").items())
          starts.push_back({{key, condition.at("const")}});
  auto add = [&](Json object, const std::string& why) {
    complete(schema, path, object);
    if (fits(schema, object)) result.push_back({why, std::move(object)});
  };
  for (auto& start : starts) {
    for (auto& [key, property] : properties.items()) {
      if (start.contains(key)) continue;
      for (auto& one : instances(property, below(path, key))) {
        auto object = start;
        object[key] = one.value;
        add(std::move(object), one.path);
      }
    }
    for (auto first = properties.begin(); first != properties.end(); ++first)
      for (auto second = std::next(first); second != properties.end(); ++second) {
        auto pair = start;
        for (auto& property : {first, second})
          if (!pair.contains(property.key()))
            pair[property.key()] = minimal(property.value(), below(path, property.key()));
        add(std::move(pair), below(path, second.key()));
      }
    auto together = start;
    complete(schema, path, together);
    for (auto& [key, property] : properties.items()) {
      auto more = together;
      if (more.contains(key)) continue;
      more[key] = minimal(property, below(path, key));
      if (fits(schema, more)) together = std::move(more);
    }
    add(std::move(together), path);
  }
  return result;
}

Instances JsonSchema::instances(const Json& unresolved, const std::string& path) const {
  auto& schema = resolve(unresolved);
  Instances result;
  auto add = [&](Json value) {
    if (fits(schema, value)) result.push_back({path, std::move(value)});
  };
  if (schema.contains("properties")) return objects(schema, path);
  for (auto* choice : {"allOf", "anyOf", "oneOf"})
    if (auto* ways = find(schema, choice))
      for (auto& way : *ways) append(result, instances(way, path));
  if (!result.empty()) return result;
  for (auto* given : {"examples", "enum"})
    if (auto* values = find(schema, given))
      for (auto& value : *values) add(value);
  if (auto* otherwise = find(schema, "default")) add(*otherwise);
  for (auto& type : types(schema)) {
    if (type == "boolean") {
      add(true);
      add(false);
    } else if (type == "null") {
      add(nullptr);
    } else if (type == "array") {
      add(Json::array());
      add(minimal(schema, path));
      for (auto& one : instances(schema.at("items"), path + "[]"))
        if (auto list = Json::array({one.value}); fits(schema, list))
          result.push_back({one.path, std::move(list)});
    } else if (type == "object") {
      add(Json::object());
      add(minimal(schema, path));
    } else if (result.empty()) {
      add(minimal(schema, path));
    }
  }
  return result;
}

void JsonSchema::change(const Json& unresolved, const std::string& path, const Json& value,
                        const std::function<Json(Json)>& put, Changed& changed) const {
  auto& schema = resolve(unresolved);
  if (value.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < value.size(); ++i)
      change(
          schema.at("items"), path + "[]", value[i],
          [&](Json item) {
            auto list = value;
            list[i] = std::move(item);
            return put(std::move(list));
          },
          changed);
    return;
  }
  if (!value.is_object()) return;
  auto* properties = find(schema, "properties");
  if (!properties) {
    for (auto* choice : {"allOf", "anyOf", "oneOf"})
      if (auto* ways = find(schema, choice))
        for (auto& way : *ways)
          if (fits(way, value)) change(way, path, value, put, changed);
    return;
  }
  for (auto& [key, property] : properties->items()) {
    auto here = below(path, key);
    if (auto name = here + "x"; changed.misspelt.count(name) == 0) {
      auto wrong = value;
      wrong[key + "x"] = minimal(property, here);
      changed.misspelt[name] = put(std::move(wrong));
    }
    if (!value.contains(key)) continue;
    if (changed.incomplete.count(here) == 0) {
      auto missing = value;
      missing.erase(key);
      // Where another field stands for it, it is not needed.
      if (!fits(schema, missing)) changed.incomplete[here] = put(std::move(missing));
    }
    change(
        property, here, value[key],
        [&, key = key](Json item) {
          auto object = value;
          object[key] = std::move(item);
          return put(std::move(object));
        },
        changed);
  }
}

JsonSchema::Changed JsonSchema::changed() const {
  Changed result;
  for (auto& one : instances())
    change(
        root_, "", one.value, [](Json whole) { return whole; }, result);
  return result;
}

}  // namespace migrate::test
