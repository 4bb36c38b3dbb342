-- at: contracted
-- settled
INSERT INTO posts (id, user_id) VALUES (5, 99);
