-- at: contracted
INSERT INTO pages VALUES (20, 'new ships', 2);
-- settled
UPDATE pages SET body = 'no more' WHERE id = 1;
