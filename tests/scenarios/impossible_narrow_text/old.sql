-- at: backfilled
INSERT INTO codes VALUES (20000, 'another that is too long');
-- at: rolled_back
UPDATE codes SET code = 'still as long as before' WHERE id = 1;
