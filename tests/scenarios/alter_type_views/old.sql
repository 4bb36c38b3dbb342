-- at: expanded
INSERT INTO part_codes (id, code) VALUES (10, 78);
UPDATE parts SET code = 20 WHERE id = 3;
-- at: backfilled
INSERT INTO part_codes (id) VALUES (11);
DELETE FROM reports."Few codes";
-- at: rolled_back
INSERT INTO part_codes (id) VALUES (12);
-- fails
INSERT INTO part_codes (id, code) VALUES (13, 3000000000);
