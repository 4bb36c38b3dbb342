-- at: backfilled
INSERT INTO docs VALUES (2, 'x', 1);
