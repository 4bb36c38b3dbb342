-- at: expanded
INSERT INTO legacy (id, team, note) VALUES (2, 1, 'old');
-- at: backfilled
UPDATE legacy SET note = 'late' WHERE id = 2;
-- at: rolled_back
INSERT INTO legacy (id, team, note) VALUES (3, 1, 'back');
