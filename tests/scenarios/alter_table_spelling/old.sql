-- at: expanded
INSERT INTO parts VALUES (10, 'old', 10);
-- at: backfilled
UPDATE parts SET remark = 'older' WHERE id = 10;
-- at: rolled_back
INSERT INTO parts VALUES (30, 'back', 30);
