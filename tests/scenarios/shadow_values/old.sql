-- at: expanded
UPDATE things SET n = n + 1 WHERE kind = 'b';
UPDATE things SET flags = 'y', bits = b'11' WHERE kind = 'a';
-- at: backfilled
UPDATE things SET raw = x'00ff28', latin = 'à' WHERE kind = 'c';
UPDATE things SET amount = 2 WHERE kind = 'a';
-- at: rolled_back
DELETE FROM things WHERE kind = 'c';
