-- at: expanded
INSERT INTO letters (id, body) VALUES (10, repeat('x', 50));
-- at: backfilled
UPDATE letters SET body = 'old' WHERE id = 1;
-- at: rolled_back
INSERT INTO letters (id, body) VALUES (31, 'back');
