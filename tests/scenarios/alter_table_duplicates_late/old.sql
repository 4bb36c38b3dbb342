-- at: expanded
INSERT INTO tags VALUES (9, 'd', 9);
UPDATE tags SET tag = CASE tag WHEN 'a' THEN 'b' ELSE 'a' END WHERE id IN (1, 2);
-- at: backfilled
INSERT IGNORE INTO tags VALUES (10, 'd', 10);
UPDATE tags SET n = n + 1 WHERE id = 9;
-- at: rolled_back
INSERT INTO tags VALUES (30, 'a', 30);
