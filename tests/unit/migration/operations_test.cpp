#include <gtest/gtest.h>

#include "tests/unit/migration/expect_error.hpp"

namespace migrate {
namespace {

std::string ops(const std::string& operation) {
  return "operations:\n  - " + operation + "\n";
}

TEST(Operations, RenameColumn) {
  const auto m = yaml(ops("rename_column: {table: users, from: name, to: full_name}"));
  const auto op = only<RenameColumn>(m);
  EXPECT_EQ(op.table, Identifier("users"));
  EXPECT_EQ(op.from, Identifier("name"));
  EXPECT_EQ(op.to, Identifier("full_name"));
  EXPECT_EQ(m.operations[0].kind, "rename_column");
  EXPECT_EQ(m.operations[0].at.text(), "m/20260101_x.yaml:2");
  EXPECT_EQ(m.touched(), (std::vector<Touch>{{"users", "full_name"}, {"users", "name"}}));
}

TEST(Operations, NamesStayAsWritten) {
  const auto op = only<RenameColumn>(
      yaml(ops("rename_column: {table: 'we\"ird `t` [x]', from: \"Jméno; DROP\", to: 名前}")));
  EXPECT_EQ(op.table.value, "we\"ird `t` [x]");
  EXPECT_EQ(op.from.value, "Jméno; DROP");
  EXPECT_EQ(op.to.value, "名前");
  EXPECT_EQ(only<DropTable>(yaml(ops("drop_table: {name: 2024}"))).name.value, "2024");
  EXPECT_EQ(only<DropTable>(yaml(ops("drop_table: {name: ' lead '}"))).name.value, " lead ");
  EXPECT_EQ(only<DropTable>(yaml(ops("drop_table: {name: 'null'}"))).name.value, "null");
}

TEST(Operations, AddColumn) {
  const auto m = yaml(
      "operations:\n- add_column:\n    table: t\n    up: {postgres: 'lower(a)', mysql: "
      "'LOWER(a)'}\n"
      "    column:\n      name: c\n      type: text\n      default: 0\n      comment: a note\n"
      "      unique: true\n"
      "      check: {name: k, constraint: c <> '', no_inherit: true}\n"
      "      references: {name: fk, table: o, column: id, on_delete: cascade, match_type: FULL,\n"
      "                   deferrable: true, initially_deferred: true}\n");
  const auto op = only<AddColumn>(m);
  EXPECT_EQ(op.up.for_engine(EngineKind::postgres)->value, "lower(a)");
  EXPECT_EQ(op.up.for_engine(EngineKind::mysql)->value, "LOWER(a)");
  EXPECT_EQ(op.up.for_engine(EngineKind::mariadb)->value, "LOWER(a)");
  EXPECT_EQ(op.up.for_engine(EngineKind::sqlite), nullptr);
  EXPECT_EQ(op.column.default_value->any->value, "0");
  EXPECT_EQ(op.column.comment, "a note");
  EXPECT_TRUE(op.column.unique);
  EXPECT_FALSE(op.column.nullable);
  EXPECT_TRUE(op.column.check->no_inherit);
  EXPECT_EQ(op.column.references->on_delete, "CASCADE");
  EXPECT_EQ(op.column.references->on_update, "NO ACTION");
  EXPECT_EQ(op.column.references->match_type, "FULL");
  EXPECT_TRUE(op.column.references->initially_deferred);
  EXPECT_EQ(op.column.at.line, 5);
  EXPECT_EQ(m.touched(), (std::vector<Touch>{{"t", "c"}}));
}

TEST(Operations, AddColumnThatFillsItself) {
  const char* columns[] = {
      "{name: c, type: text, nullable: true}",
      "{name: c, type: text, default: \"'x'\"}",
      "{name: c, type: bigserial}",
      "{name: c, type: BIGINT AUTO_INCREMENT, pk: true}",
      "{name: c, type: {postgres: SERIAL, mysql: int auto_increment unique}}",
      "{name: c, type: int, pk: true}",
      "{name: c, type: int, generated: {expression: a + 1}}",
      "{name: c, type: int, generated: {identity: {user_specified_values: by default}}}",
  };
  for (const char* column : columns)
    EXPECT_NO_THROW(yaml(ops(std::string("add_column: {table: t, column: ") + column + "}")))
        << column;
  const Report report = yaml_refusal(ops("add_column: {table: t, column: {name: c, type: text}}"));
  EXPECT_EQ(report.code, "MIG-FILE-VALUE");
  EXPECT_NE(report.what.find("is NOT NULL and needs a default or `up`"), std::string::npos);
  EXPECT_NO_THROW(yaml(ops("add_column: {table: t, up: a, column: {name: c, type: text}}")));
  EXPECT_EQ(yaml_refusal(ops("add_column: {table: t, up: '', column: {name: c, type: text}}")).code,
            "MIG-FILE-VALUE");
}

TEST(Operations, DropColumn) {
  EXPECT_FALSE(
      only<DropColumn>(yaml(ops("drop_column: {table: t, column: c, down: ''}"))).down.given());
  const auto m = yaml(ops("drop_column: {table: t, column: c, down: upper(x)}"));
  EXPECT_EQ(only<DropColumn>(m).down.any->value, "upper(x)");
  EXPECT_EQ(m.touched(), (std::vector<Touch>{{"t", "c"}}));
}

TEST(Operations, CreateIndex) {
  const auto m = yaml(ops(
      "create_index: {name: i, table: t, unique: true, method: gin, predicate: a > 0,\n"
      "     storage_parameters: fillfactor = 70, columns: [{column: a, collate: C, sort: desc,\n"
      "     nulls: LAST, opclass: {name: text_ops, params: [siglen=32]}}, {column: b}]}"));
  const auto op = only<CreateIndex>(m);
  EXPECT_EQ(op.columns.size(), 2u);
  EXPECT_EQ(op.columns[0].sort, "DESC");
  EXPECT_EQ(op.columns[0].nulls, "LAST");
  EXPECT_EQ(op.columns[0].opclass, "text_ops");
  EXPECT_EQ(op.columns[0].opclass_params, std::vector<std::string>{"siglen=32"});
  EXPECT_EQ(op.columns[1].sort, "");
  EXPECT_TRUE(op.unique);
  EXPECT_EQ(op.method, "gin");
  EXPECT_EQ(op.predicate.any->value, "a > 0");
  EXPECT_EQ(m.touched(),
            (std::vector<Touch>{{"t", "*index i"}, {"t", "*reads a"}, {"t", "*reads b"}}));
}

TEST(Operations, DropIndex) {
  EXPECT_TRUE(only<DropIndex>(yaml(ops("drop_index: {name: i}"))).table.empty());
  EXPECT_EQ(only<DropIndex>(yaml(ops("drop_index: {name: i, table: t}"))).table, Identifier("t"));
}

TEST(Operations, CreateTable) {
  const auto m = yaml(R"(operations:
- create_table:
    name: orders
    comment: What was ordered
    columns:
    - {name: id, type: {postgres: bigint, mysql: bigint, sqlite: integer}, pk: true}
    - {name: customer, type: int}
    - {name: day, type: date, nullable: true}
    constraints:
    - {name: u, type: unique, columns: [customer, day], nulls_not_distinct: true,
       index_parameters: {tablespace: fast, storage_parameters: fillfactor = 50, include_columns: [id]}}
    - {name: c, type: check, check: customer > 0}
    - {name: f, type: foreign_key, columns: [customer], deferrable: true,
       references: {table: customers, columns: [id], on_delete: SET NULL, on_delete_set_columns: [customer]}}
    - {name: x, type: exclude, columns: [], exclude: {index_method: gist, elements: day WITH =, predicate: id > 1}}
)");
  const auto op = only<CreateTable>(m);
  EXPECT_EQ(op.comment, "What was ordered");
  ASSERT_EQ(op.columns.size(), 3u);
  EXPECT_EQ(op.columns[0].type.for_engine(EngineKind::mariadb)->value, "bigint");
  ASSERT_EQ(op.constraints.size(), 4u);
  EXPECT_EQ(op.constraints[0].tablespace, "fast");
  EXPECT_EQ(op.constraints[0].include_columns, std::vector<Identifier>{Identifier("id")});
  EXPECT_TRUE(op.constraints[0].nulls_not_distinct);
  EXPECT_EQ(op.constraints[1].check.any->value, "customer > 0");
  EXPECT_EQ(op.constraints[2].references->on_delete, "SET NULL");
  EXPECT_EQ(op.constraints[3].kind, ConstraintDef::Kind::exclude);
  EXPECT_EQ(op.constraints[3].exclude_elements, "day WITH =");
  EXPECT_EQ(m.touched(), (std::vector<Touch>{{"orders", "*created"}}));
}

TEST(Operations, DropTableAndSql) {
  EXPECT_EQ(yaml(ops("drop_table: {name: t}")).touched(), (std::vector<Touch>{{"t", "*dropped"}}));
  const auto m = yaml(ops("sql: {up: 'SELECT 1', onComplete: true}"));
  EXPECT_TRUE(only<SqlOperation>(m).on_complete);
  EXPECT_TRUE(m.touched().empty());
  EXPECT_EQ(only<SqlOperation>(yaml(ops("sql: {up: a, down: b}"))).down.any->value, "b");
}

TEST(Operations, AlterColumn) {
  const auto m = yaml(ops(
      "alter_column: {table: t, column: c, type: {postgres: bigint, mysql: bigint}, nullable: "
      "false, "
      "unique: {name: u}, check: {name: k, constraint: c > 0}, default: null, comment: '', up: c, "
      "down: c, references: {name: f, table: p, column: id}}"));
  const auto& op = only<AlterColumn>(m);
  EXPECT_EQ(op.nullable, false);
  EXPECT_EQ(op.unique->value, "u");
  EXPECT_EQ(op.check->constraint.any->value, "c > 0");
  ASSERT_TRUE(op.default_value);
  EXPECT_FALSE(op.default_value->given()) << "null drops the default";
  EXPECT_EQ(op.comment, "");
  EXPECT_EQ(op.references->table.value, "p");
  EXPECT_FALSE(
      only<AlterColumn>(yaml(ops("alter_column: {table: t, column: c, type: int}"))).default_value);
  EXPECT_EQ(m.touched(), (std::vector<Touch>{{"t", "c"}}));
}

TEST(Operations, Constraints) {
  const auto m = yaml(
      ops("create_constraint: {table: t, name: n, type: unique, columns: [a, b], up: {a: x, b: y}, "
          "down: {a: a, b: b}}"));
  const auto& op = only<CreateConstraint>(m);
  EXPECT_EQ(op.constraint.kind, ConstraintDef::Kind::unique);
  EXPECT_EQ(op.up.at(Identifier("b")).any->value, "y");
  EXPECT_EQ(m.touched(), (std::vector<Touch>{{"t", "*constraint n"}, {"t", "a"}, {"t", "b"}}));
  EXPECT_EQ(only<DropConstraint>(yaml(ops("drop_constraint: {table: t, name: n, up: x, down: y}")))
                .column_down.any->value,
            "y");
  EXPECT_EQ(only<DropConstraint>(yaml(ops("drop_multicolumn_constraint: {table: t, name: n, down: "
                                          "{a: x}}")))
                .down.at(Identifier("a"))
                .any->value,
            "x");
  EXPECT_EQ(only<SetReplicaIdentity>(yaml(ops("set_replica_identity: {table: t, identity: {type: "
                                              "full, index: ''}}")))
                .kind,
            SetReplicaIdentity::Kind::full);
}

TEST(Operations, SplitMergeAndEnums) {
  const auto split = only<SplitColumn>(
      yaml(ops("split_column: {table: t, column: name, down: a || b, into: [{name: a, type: text, "
               "up: x}, {name: b, type: text, up: y, nullable: true}]}")));
  EXPECT_EQ(split.into[1].up.any->value, "y");
  EXPECT_TRUE(split.into[1].column.nullable);
  const auto merge = only<MergeColumns>(yaml(
      ops("merge_columns: {table: t, columns: [b, a], into: {name: c, type: text, up: a || b}, "
          "down: {a: x, b: y}}")));
  EXPECT_EQ(merge.columns[0].down.any->value, "y");
  const auto change = only<AlterEnum>(yaml(
      ops("alter_enum: {name: e, add: [{value: x, after: y}], rename: [{from: p, to: q}], drop: "
          "[{value: z, replace_with: x}]}")));
  EXPECT_EQ(change.add[0].after, "y");
  EXPECT_EQ(change.drop[0].replace_with, "x");
}

struct Case {
  const char* operation;
  const char* code;
  const char* says;
};

const Case cases[] = {
    {"rename_colum: {table: t}", "MIG-FILE-OPERATION", "rename_column"},
    {"zebra: {}", "MIG-FILE-OPERATION", "unknown operation \"zebra\""},
    {"alter_column: {table: t, column: c}", "MIG-FILE-MISSING", "changes nothing"},
    {"alter_column: {table: t, column: c, unique: true}", "MIG-FILE-TYPE", "map of fields"},
    {"alter_column: {table: t, column: c, default: ''}", "MIG-FILE-VALUE", "must not be empty"},
    {"alter_column: {table: t, column: c, default: {mysql: ' '}}", "MIG-FILE-VALUE",
     "must not be empty"},
    {"alter_column: {table: t, column: c, typ: int}", "MIG-FILE-FIELD", "did you mean \"type\"?"},
    {"rename_table: {from: a, to: a}", "MIG-FILE-VALUE", "already has"},
    {"create_constraint: {table: t, name: n, type: foreign_key, columns: [a]}", "MIG-FILE-MISSING",
     "references"},
    {"create_constraint: {table: t, name: n, type: check, check: a, up: b}", "MIG-FILE-VALUE",
     "map of column names"},
    {"drop_constraint: {table: t}", "MIG-FILE-MISSING", "needs the field \"name\""},
    {"drop_multicolumn_constraint: {table: t, name: n, down: x}", "MIG-FILE-VALUE", "map"},
    {"rename_constraint: {table: t, from: a, to: a}", "MIG-FILE-VALUE", "already has"},
    {"set_replica_identity: {table: t, identity: {type: sometimes}}", "MIG-FILE-VALUE", "FULL"},
    {"set_replica_identity: {table: t, identity: {type: full, index: i}}", "MIG-FILE-VALUE",
     "only for"},
    {"split_column: {table: t, column: a, into: [], down: x}", "MIG-FILE-VALUE", "at least one"},
    {"merge_columns: {table: t, columns: [a, b], into: {name: c, type: text, up: x}, down: {a: y}}",
     "MIG-FILE-VALUE", "needs an expression for \"b\""},
    {"create_enum: {name: e, values: []}", "MIG-FILE-VALUE", "at least one"},
    {"alter_enum: {name: e}", "MIG-FILE-MISSING", "changes nothing"},
    {"alter_enum: {name: e, add: [{value: a, before: b, after: c}]}", "MIG-FILE-VALUE", "exclude"},
    {"rename_column", "MIG-FILE-TYPE", "map"},
    {"{}", "MIG-FILE-TYPE", "found 0 keys"},
    {"{drop_table: {name: a}, drop_index: {name: b}}", "MIG-FILE-TYPE", "found 2 keys"},
    {"drop_table: users", "MIG-FILE-TYPE", "map of fields"},
    {"drop_table:", "MIG-FILE-TYPE", "found nothing"},
    {"drop_table: {nam: a}", "MIG-FILE-FIELD", "did you mean \"name\"?"},
    {"drop_table: {name: a, cascade: true}", "MIG-FILE-FIELD", "unknown field \"cascade\""},
    {"drop_table: {}", "MIG-FILE-MISSING", "needs the field \"name\""},
    {"drop_table: {name: null}", "MIG-FILE-MISSING", "needs the field \"name\""},
    {"drop_table: {name: ''}", "MIG-FILE-VALUE", "must not be empty"},
    {"drop_table: {name: [a]}", "MIG-FILE-TYPE", "found a list"},
    {"rename_column: {table: t, from: a, to: a}", "MIG-FILE-VALUE", "already has"},
    {"rename_column: {table: t, form: a, to: b}", "MIG-FILE-FIELD", "did you mean \"from\"?"},
    {"drop_column: {table: t, column: c, down: [a]}", "MIG-FILE-TYPE", "map by engine"},
    {"drop_column: {table: t, column: c, down: {postgre: a}}", "MIG-FILE-FIELD", "\"postgres\""},
    {"drop_column: {table: t, column: c, down: {postgres: a, postgresql: b}}", "MIG-FILE-VALUE",
     "twice"},
    {"sql: {up: ''}", "MIG-FILE-VALUE", "must not be empty"},
    {"sql: {up: {}}", "MIG-FILE-VALUE", "must not be empty"},
    {"sql: {down: x}", "MIG-FILE-MISSING", "\"up\""},
    {"sql: {up: x, down: y, onComplete: true}", "MIG-FILE-VALUE", "exclude one another"},
    {"sql: {up: x, onComplete: 'true'}", "MIG-FILE-TYPE", "true or false"},
    {"sql: {up: x, onComplete: yes}", "MIG-FILE-TYPE", "true or false, found \"yes\""},
    {"sql: {up: x, onComplete: True}", "MIG-FILE-TYPE", "true or false"},
    {"sql: {up: \"SELECT 'a\"}", "MIG-SQL-SPLIT", "not closed"},
    {"sql: {up: {sqlite: 'SELECT 1', postgres: 'SELECT $$'}}", "MIG-SQL-SPLIT", "not closed"},
    {"create_index: {name: i, table: t, columns: [a]}", "MIG-FILE-TYPE", "list of maps"},
    {"create_index: {name: i, table: t, columns: {a: {}}}", "MIG-FILE-TYPE", "a list"},
    {"create_index: {name: i, table: t, columns: []}", "MIG-FILE-VALUE", "at least one"},
    {"create_index: {name: i, table: t, columns: [{column: a, sort: up}]}", "MIG-FILE-VALUE",
     "ASC, DESC"},
    {"create_index: {name: i, table: t, method: btre, columns: [{column: a}]}", "MIG-FILE-VALUE",
     "btree"},
    {"create_index: {name: i, table: t, columns: [{column: a, opclass: {params: [x]}}]}",
     "MIG-FILE-VALUE", "name too"},
    {"create_table: {name: t, columns: []}", "MIG-FILE-VALUE", "at least one"},
    {"create_table: {name: t}", "MIG-FILE-MISSING", "\"columns\""},
    {"create_table: {name: t, columns: [{name: a, type: int}, {name: a, type: int}]}",
     "MIG-FILE-VALUE", "twice"},
    {"create_table: {name: t, columns: [{name: a}]}", "MIG-FILE-MISSING", "\"type\""},
    {"create_table: {name: t, columns: [{name: a, type: int, default: ''}]}", "MIG-FILE-VALUE",
     "empty"},
    {"create_table: {name: t, columns: [{name: a, type: int, generated: {}}]}", "MIG-FILE-VALUE",
     "either"},
    {"create_table: {name: t, columns: [{name: a, type: int, pk: true}], constraints: [{name: p, "
     "type: primary_key, columns: [a]}]}",
     "MIG-FILE-VALUE", "more than one primary key"},
    {"create_table: {name: t, columns: [{name: a, type: int}], constraints: [{name: u, type: "
     "unique, "
     "columns: [b]}]}",
     "MIG-FILE-VALUE", "does not have"},
    {"create_table: {name: t, columns: [{name: a, type: int}], constraints: [{name: u, type: "
     "unique}]}",
     "MIG-FILE-MISSING", "\"columns\""},
    {"create_table: {name: t, columns: [{name: a, type: int}], constraints: [{name: u, type: uniq, "
     "columns: [a]}]}",
     "MIG-FILE-VALUE", "primary_key"},
    {"create_table: {name: t, columns: [{name: a, type: int}], constraints: [{name: u, type: "
     "check, "
     "check: x, deferrable: true}]}",
     "MIG-FILE-VALUE", "does not apply"},
    {"create_table: {name: t, columns: [{name: a, type: int}], constraints: [{name: u, type: "
     "unique, "
     "columns: [a], check: x}]}",
     "MIG-FILE-VALUE", "does not apply"},
    {"create_table: {name: t, columns: [{name: a, type: int}], constraints: [{name: u, type: "
     "foreign_key, columns: [a]}]}",
     "MIG-FILE-MISSING", "\"references\""},
    {"create_table: {name: t, columns: [{name: a, type: int}], constraints: [{name: u, type: "
     "foreign_key, columns: [a], references: {table: o, columns: [x, y]}}]}",
     "MIG-FILE-VALUE", "names 1 columns, references 2"},
    {"create_table: {name: t, columns: [{name: a, type: int, check: {name: u, constraint: x}}], "
     "constraints: [{name: u, type: unique, columns: [a]}]}",
     "MIG-FILE-VALUE", "two constraints"},
    {"add_column: {table: t, column: {name: a, type: int, nullable: maybe}}", "MIG-FILE-TYPE",
     "true or false"},
    {"add_column: {table: t, column: {name: a, type: ' '}}", "MIG-FILE-VALUE", "empty"},
    {"add_column: {table: t, column: {name: a, type: int -- t}}", "MIG-FILE-VALUE",
     "a comment to the end of the line"},
    {"add_column: {table: t, column: {name: a, type: {mysql: 'int /* t'}}}", "MIG-FILE-VALUE",
     "is not closed"},
    {"alter_column: {table: t, column: a, type: int;}", "MIG-FILE-VALUE", "a semicolon"},
    {"split_column: {table: t, column: a, down: x, into: [{name: b, type: varchar(5, up: x}]}",
     "MIG-FILE-VALUE", "parenthesis"},
    {"add_column: {table: t, column: {name: a, type: int, generated: {identity: {sequence_options: "
     "START 1 -- one}}}}",
     "MIG-FILE-VALUE", "sequence_options stands in the middle"},
    {"create_index: {name: i, table: t, columns: [{column: a, collate: '\"x\" -- y'}]}",
     "MIG-FILE-VALUE", "collate stands"},
    {"create_index: {name: i, table: t, columns: [{column: a, opclass: {name: o, params: [x "
     "--]}}]}",
     "MIG-FILE-VALUE", "params stands"},
    {"create_index: {name: i, table: t, columns: [{column: a}], storage_parameters: 'f = 1 -- x'}",
     "MIG-FILE-VALUE", "storage_parameters stands"},
    {"create_constraint: {table: t, name: n, type: exclude, exclude: {elements: 'a WITH = -- x'}}",
     "MIG-FILE-VALUE", "elements stands"},
};

TEST(Operations, Refusals) {
  for (const Case& one : cases) {
    const Report report = yaml_refusal(ops(one.operation));
    EXPECT_EQ(report.code, one.code) << one.operation;
    EXPECT_NE(report.what.find(one.says), std::string::npos)
        << one.operation << "\n  says: " << report.what;
    EXPECT_EQ(report.where, "m/20260101_x.yaml:2") << one.operation;
  }
}

TEST(Operations, TheLineIsTheFieldsOwn) {
  const Report report = yaml_refusal(
      "operations:\n  - drop_table:\n      name: a\n  - rename_column:\n      table: t\n"
      "      from: a\n      too: b\n");
  EXPECT_EQ(report.where, "m/20260101_x.yaml:7");
  EXPECT_EQ(report.details, std::vector<std::string>{"fields: table, from, to"});
}

TEST(Operations, MessagesCannotSteerATerminal) {
  const Report report = yaml_refusal(ops("\"x\\e[2J\": {}"));
  EXPECT_EQ(report.what.find('\x1b'), std::string::npos);
  EXPECT_LT(yaml_refusal(ops("drop_table: {" + std::string(500, 'k') + ": 1}")).what.size(), 300u);
}

TEST(SqlText, ChoosesByEngine) {
  SqlText text;
  EXPECT_FALSE(text.given());
  EXPECT_EQ(text.for_engine(EngineKind::sqlite), nullptr);
  text.by_engine[EngineKind::mysql] = RawSql("m");
  EXPECT_EQ(text.for_engine(EngineKind::mariadb)->value, "m");
  text.by_engine[EngineKind::mariadb] = RawSql("a");
  EXPECT_EQ(text.for_engine(EngineKind::mariadb)->value, "a");
  EXPECT_EQ(text.for_engine(EngineKind::postgres), nullptr);
}

}  // namespace
}  // namespace migrate
