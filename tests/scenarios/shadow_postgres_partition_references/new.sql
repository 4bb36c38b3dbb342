-- at: backfilled
DELETE FROM places WHERE id = 1;
-- at: contracted
DELETE FROM places WHERE id = 3;
