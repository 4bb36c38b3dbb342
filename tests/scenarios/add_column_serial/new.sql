-- at: expanded
INSERT INTO parcels (id, town) VALUES (200, 'Rome');
INSERT INTO parcels (id, town, number) VALUES (201, 'Rome', -7);
INSERT INTO parcels (id, town, place) VALUES (202, 'Rome', DEFAULT);
-- fails
INSERT INTO parcels (id, town, lane) VALUES (203, 'Rome', 0);
-- at: backfilled
INSERT INTO parcels (id, town) VALUES (210, 'Rome');
INSERT INTO parcels (id, town, number) VALUES (211, 'Rome', -8);
-- fails
INSERT INTO parcels (id, town, number) VALUES (212, 'Rome', -8);
-- fails
INSERT INTO parcels (id, town, place) VALUES (212, 'Rome', NULL);
-- at: contracted
INSERT INTO parcels (id, town) VALUES (220, 'Rome');
