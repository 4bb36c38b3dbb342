-- at: expanded
INSERT INTO parcels (id, day, state) VALUES (30, 2, 'shipped');
-- at: backfilled
INSERT INTO parcels (id, day) VALUES (31, 13);
-- at: contracted
INSERT INTO parcels (id, day, state) VALUES (32, 3, 'shipped');
