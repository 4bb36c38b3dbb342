-- at: expanded
INSERT INTO table_able_able_able_able_able_able_able_able_able_able_able_aa (id, column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3, column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4) VALUES (20, 20, 'new');
-- at: contracted
UPDATE table_able_able_able_able_able_able_able_able_able_able_able_aa SET column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 = 'c' WHERE id = 1;
