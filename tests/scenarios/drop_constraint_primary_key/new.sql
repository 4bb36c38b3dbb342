-- at: contracted
-- settled
INSERT INTO posts (id, user_id) VALUES (1, 99);
