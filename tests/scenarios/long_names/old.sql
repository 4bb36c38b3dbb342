-- at: expanded
INSERT INTO table_able_able_able_able_able_able_able_able_able_able_able_aa (id, column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1, column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2) VALUES (10, 10, 'old');
-- at: backfilled
UPDATE table_able_able_able_able_able_able_able_able_able_able_able_aa SET column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 = 11 WHERE id = 10;
-- at: rolled_back
INSERT INTO table_able_able_able_able_able_able_able_able_able_able_able_aa (id, column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1, column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2) VALUES (30, 30, 'back');
