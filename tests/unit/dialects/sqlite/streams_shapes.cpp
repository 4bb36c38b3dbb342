#include "tests/unit/dialects/sqlite/streams_shapes.hpp"

#include <fmt/format.h>

namespace migrate::sqlite {

namespace {

std::string text(int x) {
  return fmt::format("'{}:{}'", static_cast<char>('a' + x % 4), x);
}
std::string head(int x) {
  return fmt::format("'{}'", static_cast<char>('a' + x % 4));
}
std::string tail(int x) {
  return fmt::format("'{}'", x);
}

Shape renamed(const std::string& name, const std::string& type, const std::string& index,
              bool refers) {
  Shape shape;
  shape.name = name;
  const bool nulls = type.find("NOT NULL") == std::string::npos;
  const auto value = [=](int x) {
    if (nulls && x == 7) return std::string("NULL");
    return refers ? std::to_string(1 + x % 6) : text(x);
  };
  auto column = [](Side side) { return std::string(side == Side::old_code ? "a" : "b"); };
  shape.table = "a " + type;
  shape.model = "v " + type;
  shape.yaml = "operations:\n  - rename_column: {table: t, from: a, to: b}\n";
  shape.insert = [=](Side side, int x) { return Said{column(side), value(x), "v", value(x)}; };
  shape.set = [=](Side side, int x) {
    return Set{column(side) + " = " + value(x), "v = " + value(x)};
  };
  shape.upsert = [=](Side side) {
    return Set{fmt::format("{0} = excluded.{0}", column(side)), "v = excluded.v"};
  };
  shape.in_part = [=](Side side, int x, bool filled) {
    if (refers || (side == Side::new_code && !filled)) return shape.set(side, x);
    return Set{fmt::format("{0} = {0} || 'z'", column(side)), "v = v || 'z'"};
  };
  shape.old_rows = "a";
  shape.filled_rows = "a, b";
  shape.new_rows = "b";
  shape.model_old = shape.model_new = "v";
  shape.model_filled = "v, v";
  if (!index.empty()) {
    shape.index = index + " ON t (a)";
    shape.model_index = index + " ON t (v)";
  }
  shape.copies_index = true;
  shape.nulls = nulls;
  return shape;
}

// Both versions write the one column v.
Shape same_for_both(const std::string& name, const std::string& type, const std::string& index) {
  auto shape = renamed(name, type, index, false);
  shape.table = shape.model;
  const auto insert = shape.insert;
  const auto set = shape.set;
  shape.insert = [=](Side, int x) {
    auto said = insert(Side::old_code, x);
    return Said{"v", said.model_values, "v", said.model_values};
  };
  shape.set = [=](Side, int x) {
    auto model = set(Side::old_code, x).model;
    return Set{model, model};
  };
  shape.upsert = [](Side) { return Set{"v = excluded.v", "v = excluded.v"}; };
  shape.in_part = [](Side, int, bool) { return Set{"v = v || 'z'", "v = v || 'z'"}; };
  shape.old_rows = shape.new_rows = shape.filled_rows = "v";
  shape.model_old = shape.model_new = shape.model_filled = "v";
  shape.index = shape.model_index;
  return shape;
}

// Of the key: what else there is, is the same for both versions.
Shape renamed_key(const std::string& name, const std::string& options) {
  auto shape = same_for_both(name, "TEXT", "");
  shape.yaml = "operations:\n  - rename_column: {table: t, from: id, to: k}\n";
  shape.filled_rows = "v, k";
  shape.model_filled = "v, id";
  shape.options = options;
  shape.key = true;
  return shape;
}

// The table is exchanged for a shadow.
Shape rebuilt(const std::string& name, const std::string& type, const std::string& index,
              const std::string& options) {
  auto shape = same_for_both(name, type, index);
  shape.yaml = "operations:\n  - alter_column: {table: t, column: v, type: blob}\n";
  shape.options = options;
  shape.nulls = false;  // no second column that could be given NULL
  return shape;
}

// v is head:tail; one version has the two, the other one the whole.
Shape parted(bool split, bool unique) {
  Shape shape;
  shape.name = std::string(split ? "split" : "merge") + (unique ? "_unique" : "");
  const std::string up_h = "substr(v, 1, instr(v, ':') - 1)", up_r = "substr(v, instr(v, ':') + 1)";
  auto whole = [split](Side side) { return (side == Side::old_code) == split; };
  shape.table = split ? "v TEXT NOT NULL" : "h TEXT NOT NULL, r TEXT NOT NULL";
  shape.model = "v TEXT NOT NULL";
  shape.yaml =
      split ? fmt::format(
                  "operations:\n  - split_column:\n      table: t\n      column: v\n      into:\n"
                  "        - {{name: h, type: TEXT, up: \"{}\"}}\n"
                  "        - {{name: r, type: TEXT, up: \"{}\"}}\n"
                  "      down: \"h || ':' || r\"\n",
                  up_h, up_r)
            : fmt::format(
                  "operations:\n  - merge_columns:\n      table: t\n      columns: [h, r]\n"
                  "      into: {{name: v, type: TEXT, up: \"h || ':' || r\"}}\n"
                  "      down: {{h: \"{}\", r: \"{}\"}}\n",
                  up_h, up_r);
  shape.insert = [=](Side side, int x) {
    if (whole(side)) return Said{"v", text(x), "v", text(x)};
    return Said{"h, r", head(x) + ", " + tail(x), "v", text(x)};
  };
  shape.set = [=](Side side, int x) {
    if (whole(side)) return Set{"v = " + text(x), "v = " + text(x)};
    return Set{fmt::format("h = {}, r = {}", head(x), tail(x)), "v = " + text(x)};
  };
  shape.upsert = [=](Side side) {
    return Set{whole(side) ? "v = excluded.v" : "h = excluded.h, r = excluded.r", "v = excluded.v"};
  };
  shape.in_part = [=](Side side, int x, bool filled) {
    if (whole(side)) {
      if (side == Side::new_code && !filled) return shape.set(side, x);
      return Set{"v = v || 'z'", "v = v || 'z'"};
    }
    if (x % 2 == 0)
      return Set{"h = " + head(x), fmt::format("v = {} || substr(v, instr(v, ':'))", head(x))};
    return Set{"r = " + tail(x), fmt::format("v = substr(v, 1, instr(v, ':')) || {}", tail(x))};
  };
  const auto parts = up_h + ", " + up_r;
  shape.old_rows = split ? "v" : "h, r";
  shape.new_rows = split ? "h, r" : "v";
  shape.filled_rows = "v, h, r";
  shape.model_old = split ? "v" : parts;
  shape.model_new = split ? parts : "v";
  shape.model_filled = "v, " + parts;
  if (unique) {
    shape.index = split ? "CREATE UNIQUE INDEX i ON t (v)" : "CREATE UNIQUE INDEX i ON t (h, r)";
    shape.model_index = "CREATE UNIQUE INDEX i ON t (v)";
  }
  return shape;
}

// c follows v for the version that does not know it, as long as nobody has set it.
Shape derived(bool added) {
  Shape shape;
  shape.name = added ? "add_column" : "drop_column";
  shape.same_columns = true;
  const auto knows = added ? Side::new_code : Side::old_code;
  shape.table = added ? "v TEXT NOT NULL" : "v TEXT NOT NULL, c TEXT NOT NULL";
  shape.model = "v TEXT NOT NULL, c TEXT NOT NULL";
  shape.yaml =
      added
          ? "operations:\n  - add_column: {table: t, column: {name: c, type: TEXT}, up: upper(v)}\n"
          : "operations:\n  - drop_column: {table: t, column: c, down: upper(v)}\n";
  auto follow = [](const std::string& v) {
    return fmt::format("v = {0}, c = CASE WHEN t.c IS upper(t.v) THEN upper({0}) ELSE t.c END", v);
  };
  shape.insert = [=](Side side, int x) {
    const auto own = fmt::format("'{}'", x % 5);
    if (side == knows) return Said{"v, c", text(x) + ", " + own, "v, c", text(x) + ", " + own};
    return Said{"v", text(x), "v, c", fmt::format("{0}, upper({0})", text(x))};
  };
  shape.set = [=](Side, int x) { return Set{"v = " + text(x), follow(text(x))}; };
  shape.upsert = [=](Side) { return Set{"v = excluded.v", follow("excluded.v")}; };
  shape.in_part = [=](Side side, int x, bool) {
    const auto own = fmt::format("c = '{}'", x % 5);
    return side == knows ? Set{own, own} : Set{"v = v || 'z'", follow("t.v || 'z'")};
  };
  shape.old_rows = added ? "v" : "v, c";
  shape.new_rows = added ? "v, c" : "v";
  shape.filled_rows = "v, c";
  shape.model_old = shape.old_rows;
  shape.model_new = shape.new_rows;
  shape.model_filled = "v, c";
  return shape;
}

Shape with_triggers(Shape shape) {
  shape.triggers = true;
  return shape;
}

Shape without_rowid(Shape shape) {
  shape.options = " WITHOUT ROWID";
  if (shape.name == "split_unique") shape.name += "_without_rowid";
  return shape;
}

}  // namespace

std::vector<Shape> shapes() {
  return {
      renamed("rename_not_null", "TEXT NOT NULL", "", false),
      renamed("rename_unique", "TEXT NOT NULL", "CREATE UNIQUE INDEX i", false),
      renamed("rename_default", "TEXT NOT NULL DEFAULT 'b:1' COLLATE NOCASE", "", false),
      renamed("rename_foreign_key",
              "INT REFERENCES parent (id) ON DELETE SET NULL ON UPDATE CASCADE", "", true),
      renamed("rename_nulls", "TEXT", "", false),
      renamed("rename_default_nulls", "TEXT DEFAULT 'b:1'", "", false),
      with_triggers(renamed("rename_triggers", "TEXT NOT NULL", "", false)),
      without_rowid(
          renamed("rename_without_rowid", "TEXT NOT NULL", "CREATE UNIQUE INDEX i", false)),
      renamed_key("rename_key", ""),
      parted(true, false),
      without_rowid(parted(true, true)),
      parted(true, true),
      parted(false, false),
      parted(false, true),
      derived(true),
      derived(false),
      rebuilt("shadow", "TEXT", "", ""),
      rebuilt("shadow_unique", "TEXT COLLATE NOCASE", "CREATE UNIQUE INDEX i", ""),
      rebuilt("shadow_replaces", "TEXT UNIQUE ON CONFLICT REPLACE", "", ""),
      with_triggers(rebuilt("shadow_triggers", "TEXT", "", "")),
      rebuilt("shadow_without_rowid", "TEXT NOT NULL", "CREATE UNIQUE INDEX i", " WITHOUT ROWID")};
}

}  // namespace migrate::sqlite
