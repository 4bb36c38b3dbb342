-- at: contracted
UPDATE readings SET value = 7 WHERE id = 1;
