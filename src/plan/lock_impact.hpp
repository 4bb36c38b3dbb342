// What a step locks, as data: printed in the plan, stored with the step, and asked for when
// somebody stands in its way.
#pragma once
#include <string>
#include <vector>

namespace migrate {

struct LockedObject {
  // As a person reads it: a table or view of the schema by its bare name, one of another schema as
  // SQL; "index orders_day", "the catalog". Anything may stand in a name, a comma too.
  std::string name;
  // What hangs on it and is locked with it, in words ("partitions"). Which those are the server
  // tells when it is asked: there may be more of them than when the plan was made.
  std::string below = {};

  friend bool operator==(const LockedObject&, const LockedObject&) = default;
};

class LockedObjects {
 public:
  LockedObjects() = default;
  LockedObjects(const char* name) : LockedObjects(std::string(name)) {}
  LockedObjects(const std::string& name) : LockedObjects(LockedObject{name}) {}
  LockedObjects(const LockedObject& object) { add(object); }
  LockedObjects(const std::vector<std::string>& names) {
    for (auto& name : names) add({name});
  }

  // Each once; an empty name is none.
  void add(const LockedObject& object);
  LockedObjects with(const LockedObjects& more) const;

  bool empty() const { return all_.empty(); }
  const std::vector<LockedObject>& all() const { return all_; }
  // orders and its partitions, customers; a bare name that holds a comma in quotes.
  std::string text() const;

  friend bool operator==(const LockedObjects&, const LockedObjects&) = default;

 private:
  std::vector<LockedObject> all_;
};

// A weaker lock on something else that the same step takes.
struct WeakerLock {
  std::string level;
  LockedObjects object;
};

struct LockImpact {
  std::string level;     // the server's own word: "ACCESS EXCLUSIVE", "MDL exclusive", "none"
  LockedObjects object;  // what it is taken on
  std::string hold;      // how long, in words: "milliseconds: catalog only"
  std::string why;       // why this is acceptable, or why it is taken at all
  std::vector<WeakerLock> also = {};

  // "ACCESS EXCLUSIVE on orders; ROW EXCLUSIVE on changes"; the level alone where it is on nothing.
  std::string taken() const;
};

}  // namespace migrate
