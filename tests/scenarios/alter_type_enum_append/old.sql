-- at: expanded
INSERT INTO jobs (id) VALUES (10);
-- at: backfilled
UPDATE jobs SET state = 'it''s done' WHERE id = 10;
-- at: rolled_back
INSERT INTO jobs (id) VALUES (30);
