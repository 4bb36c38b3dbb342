-- at: rolled_back
INSERT INTO seats (hall, seat, guest, night) VALUES (3, 1, 'Bob', 1);
