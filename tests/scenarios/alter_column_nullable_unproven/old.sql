-- at: expanded
INSERT INTO people VALUES (10, 'Old');
INSERT INTO pets VALUES (10, 'Old');
-- at: rolled_back
-- fails
INSERT INTO people VALUES (11, NULL);
-- fails
INSERT INTO pets VALUES (11, NULL);
