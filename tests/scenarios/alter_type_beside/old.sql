-- at: expanded
INSERT INTO tree (id, parent, code, note) VALUES (10, 2, '10', 'ten');
UPDATE tree SET code = '20', note = 'second' WHERE id = 2;
DELETE FROM tree WHERE id = 3;
-- at: backfilled
INSERT INTO tree (id, parent, note) VALUES (11, 10, 'eleven');
UPDATE tree SET note = NULL WHERE id = 1;
INSERT INTO tree (id, code) VALUES (12, 'no number');
UPDATE tree SET code = '12' WHERE id = 12;
-- at: rolled_back
INSERT INTO tree (id, code) VALUES (30, '30');
