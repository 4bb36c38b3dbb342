-- at: expanded
INSERT INTO bookings (room_id, stay) VALUES (1, '[2030-01-01,2030-01-04)');
INSERT INTO bookings (room_id, stay, guest_country, guest_number, price) VALUES (2, '[2030-01-01,2030-01-02)', 'de', 1, 80);
-- fails
INSERT INTO bookings (room_id, stay) VALUES (1, '[2030-01-03,2030-01-05)');
-- fails
INSERT INTO bookings (room_id, stay) VALUES (77, '[2030-01-01,2030-01-04)');
-- fails
INSERT INTO bookings (id, room_id, stay) VALUES (1, 1, '[2031-01-01,2031-01-04)');
-- fails
INSERT INTO bookings (room_id, stay, guest_country) VALUES (1, '[2031-01-01,2031-01-04)', 'de');
-- fails
INSERT INTO bookings (room_id, stay, price) VALUES (1, '[2031-01-01,2031-01-04)', 0);
-- fails
INSERT INTO bookings (room_id, stay, note) VALUES (1, '[2031-01-01,2031-01-04)', '');
-- fails
INSERT INTO bookings (room_id, stay) VALUES (1, 'empty');
-- at: backfilled
INSERT INTO bookings (room_id, stay, price) VALUES (10, '[2030-02-01,2030-02-03)', 90);
-- at: contracted
DELETE FROM guests WHERE country = 'de';
DELETE FROM rooms WHERE id = 1;
