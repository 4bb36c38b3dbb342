-- at: rolled_back
INSERT INTO events VALUES (2, '2026-03-02', 'after');
