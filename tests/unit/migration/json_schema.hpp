// As much of JSON Schema as the description of a migration file uses: whether a value fits, and
// which values are worth trying.
#pragma once
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace migrate::test {

class JsonSchema {
 public:
  using Json = nlohmann::json;

  struct Instance {
    std::string path;  // "operations[].add_column.column.check.name": what it is there for
    Json value;
  };

  explicit JsonSchema(Json root) : root_(std::move(root)) {}
  static JsonSchema read(const std::string& file);

  bool fits(const Json& value) const { return fits(root_, value); }

  // Values that fit: each field alone with those it needs, each two together, every value of a
  // choice, every form of a nested value, for every choice that decides which fields are needed,
  // and all fields that go together at once.
  std::vector<Instance> instances() const { return instances(root_, ""); }

  // Values that do not fit, by path; the path ends with the name of the field.
  struct Changed {
    std::map<std::string, Json> misspelt;    // a real field's name with an "x" behind it
    std::map<std::string, Json> incomplete;  // a field that is needed is not there
  };
  Changed changed() const;

 private:
  const Json& resolve(const Json& schema) const;
  bool fits(const Json& schema, const Json& value) const;
  bool fits_object(const Json& schema, const Json& value) const;
  Json minimal(const Json& schema, const std::string& path) const;
  Json text(const std::string& path) const;
  // Adds what `object` needs, given what it has.
  void complete(const Json& schema, const std::string& path, Json& object) const;
  std::vector<Instance> instances(const Json& schema, const std::string& path) const;
  std::vector<Instance> objects(const Json& schema, const std::string& path) const;
  void change(const Json& schema, const std::string& path, const Json& value,
              const std::function<Json(Json)>& put, Changed& changed) const;

  Json root_;
};

}  // namespace migrate::test
