CREATE TABLE table_able_able_able_able_able_able_able_able_able_able_able_aa (id INTEGER PRIMARY KEY, column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 INTEGER NOT NULL, column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2 VARCHAR(10));
INSERT INTO table_able_able_able_able_able_able_able_able_able_able_able_aa VALUES (1, 1, 'a'), (2, 2, 'b');
