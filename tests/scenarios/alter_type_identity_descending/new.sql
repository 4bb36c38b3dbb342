-- at: backfilled
INSERT INTO orders (note) VALUES ('new, backfilled');
-- at: contracted
INSERT INTO orders (id, note) VALUES (-3000000000, 'far');
INSERT INTO orders (note) VALUES ('new, contracted');
