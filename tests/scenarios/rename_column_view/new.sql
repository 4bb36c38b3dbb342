-- at: backfilled
INSERT INTO users (id, full_name) VALUES (20, 'New');
