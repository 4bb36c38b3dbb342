-- at: expanded
UPDATE b SET v = 'uno' WHERE id = 1;
-- at: contracted
DELETE FROM a WHERE id = 1;
