-- at: expanded
INSERT INTO events (id, kind, at_day) VALUES (20, 'new', 2);
