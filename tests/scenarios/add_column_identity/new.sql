-- at: expanded
INSERT INTO parcels (id, town) VALUES (200, 'Rome');
INSERT INTO parcels (id, town, number) OVERRIDING SYSTEM VALUE VALUES (201, 'Rome', 7);
INSERT INTO parcels (id, town, place) VALUES (202, 'Rome', -5);
INSERT INTO parcels (id, town, number) VALUES (203, 'Rome', DEFAULT);
-- at: backfilled
INSERT INTO parcels (id, town) VALUES (210, 'Rome');
INSERT INTO parcels (id, town, number) OVERRIDING SYSTEM VALUE VALUES (211, 'Rome', 8);
-- fails
INSERT INTO parcels (id, town, number) VALUES (212, 'Rome', 9);
-- fails
INSERT INTO parcels (id, town, place) VALUES (212, 'Rome', NULL);
-- at: contracted
INSERT INTO parcels (id, town) VALUES (220, 'Rome');
