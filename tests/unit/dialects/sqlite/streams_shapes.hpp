// What streams_test.cpp runs: one migration each, and what each version of the code says.
#pragma once
#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace migrate::sqlite {

// What the application says, and what it means for the plain table, whose columns are v and (where
// one is derived from the other) c.
struct Said {
  std::string columns, values, model_columns, model_values;
};
struct Set {
  std::string real, model;
};

enum class Side { old_code, new_code };

// One migration, and how each version of the code writes a value.
struct Shape {
  std::string name, table, model, yaml;
  std::function<Said(Side, int)> insert;
  std::function<Set(Side, int)> set;
  std::function<Set(Side)> upsert;  // over `excluded`
  std::function<Set(Side, int, bool filled)>
      in_part;                                  // of a value; the whole where it has no parts
  std::string old_rows, filled_rows, new_rows;  // real: of both versions, after contract
  std::string model_old, model_filled, model_new;
  std::string index = {};  // on both
  std::string model_index = {};
  bool copies_index = false;  // the new column has it, too, from backfill on
  std::string options = {};   // behind the definition of the table, on both
  bool triggers = false;      // of the user's, that write the column of old code
  bool key = false;           // the key itself is renamed, to k
  bool nulls = false;
  bool same_columns = false;  // in both: outside of the migration the statements are the same, too
  friend void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }
};

// One of each kind.
std::vector<Shape> shapes();

}  // namespace migrate::sqlite
