-- at: contracted
UPDATE games SET id = 13 WHERE id = 12;
