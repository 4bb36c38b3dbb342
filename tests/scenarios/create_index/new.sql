-- at: expanded
INSERT INTO events (id, kind, at_day) VALUES (20, 'new', 2);
-- at: contracted
INSERT INTO events (id, kind, at_day) VALUES (40, 'a', 5);
