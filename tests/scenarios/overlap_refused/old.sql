-- at: rolled_back
UPDATE users SET name = 'still here' WHERE id = 1;
