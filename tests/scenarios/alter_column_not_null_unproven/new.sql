-- at: expanded
INSERT INTO people VALUES (20, 'New');
-- at: contracted
-- fails
INSERT INTO people VALUES (21, NULL);
