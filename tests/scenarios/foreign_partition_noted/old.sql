-- at: expanded
INSERT INTO events (id, day, name) VALUES (2, '2026-03-02', 'old');
-- at: rolled_back
INSERT INTO events VALUES (3, '2026-03-03', 'after');
