-- at: backfilled
INSERT INTO parts (id, code) VALUES (20, '20');
-- at: contracted
UPDATE parts SET code = code WHERE id = 20;
-- settled
INSERT INTO parts (id, code) VALUES (23, 23);
