-- at: backfilled
INSERT INTO parcels (id, town) VALUES (210, 'Rome');
INSERT INTO parcels (id, town, number) OVERRIDING SYSTEM VALUE VALUES (211, 'Rome', 8);
INSERT INTO parcels (id, town, place, lane) VALUES (212, 'Rome', -5, -6);
-- fails
INSERT INTO parcels (id, town, number) VALUES (213, 'Rome', 9);
-- fails
INSERT INTO parcels (id, town, place) VALUES (213, 'Rome', NULL);
-- at: contracted
INSERT INTO parcels (id, town) VALUES (220, 'Rome');
