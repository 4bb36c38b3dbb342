-- at: expanded
INSERT INTO people VALUES (20, NULL);
-- at: contracted
INSERT INTO pets VALUES (20, NULL);
