-- at: expanded
INSERT INTO events (id, day, name, size) VALUES (4, '2026-03-04', 'new', NULL);
-- at: contracted
INSERT INTO events (id, day, name, size) VALUES (5, '2026-03-05', 'new', 5);
