-- at: expanded
INSERT INTO events VALUES (20, 13, 'new');
-- at: contracted
INSERT INTO events VALUES (40, 13, 'only');
