-- at: expanded
UPDATE jobs SET state = 'it''s done' WHERE id = 1;
-- at: backfilled
INSERT INTO jobs (id) VALUES (20);
-- at: contracted
INSERT INTO jobs (id, state) VALUES (21, 'lost');
