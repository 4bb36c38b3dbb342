-- at: backfilled
INSERT INTO counts VALUES (20000, 4000000000);
UPDATE counts SET seen = seen + 1 WHERE id = 10001;
-- at: rolled_back
INSERT INTO counts VALUES (20001, 5000000000);
