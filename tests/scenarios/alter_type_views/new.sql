-- at: expanded
INSERT INTO part_codes (id, code) VALUES (20, 79);
-- at: backfilled
UPDATE parts SET code = 30 WHERE id = 4;
-- at: contracted
INSERT INTO part_codes (id) VALUES (30);
-- settled
INSERT INTO part_codes (id, code) VALUES (31, 3000000000);
