-- at: expanded
INSERT INTO logs (id, day, serial) VALUES (20, '2026-01-01', 20);
-- at: contracted
INSERT INTO logs (id, day, serial) VALUES (21, '2026-01-01', 21);
-- fails
INSERT INTO logs (id, day, serial) VALUES (21, '2026-01-01', 22);
