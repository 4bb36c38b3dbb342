-- at: expanded
INSERT INTO parcels (id, day, state) VALUES (20, 1, 'sent'), (21, 12, 'sent');
-- at: backfilled
UPDATE parcels SET state = 'new' WHERE id = 21;
-- at: rolled_back
INSERT INTO parcels (id, day, state) VALUES (40, 1, 'sent');
