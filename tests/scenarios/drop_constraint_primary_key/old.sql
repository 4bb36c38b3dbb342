-- at: backfilled
INSERT INTO posts (id, user_id) VALUES (1, 1) ON CONFLICT (id) DO NOTHING;
-- at: rolled_back
INSERT INTO posts (id, user_id) VALUES (31, 1);
-- fails
INSERT INTO posts (id, user_id) VALUES (31, 2);
