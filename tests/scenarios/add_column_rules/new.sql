-- at: expanded
INSERT INTO shops (id, name, region, sign, mother) VALUES (200, 'New', 'south', 'S-200', 3);
UPDATE shops SET mother = 2 WHERE id = 4;
-- fails
INSERT INTO shops (id, name, region) VALUES (201, 'New', 'nowhere');
-- fails
INSERT INTO shops (id, name, region) VALUES (201, 'New', '');
-- fails
INSERT INTO shops (id, name, mother) VALUES (201, 'New', 999);
-- at: expanded [postgres]
-- fails
INSERT INTO shops (id, name, sign) VALUES (201, 'New', 'X');
-- at: backfilled
INSERT INTO shops (id, name, sign) VALUES (210, 'New', 'S-210');
-- fails
INSERT INTO shops (id, name, sign) VALUES (211, 'New', 'S-210');
-- fails
UPDATE shops SET mother = 2 WHERE id = 5;
-- at: contracted
-- settled
INSERT INTO shops (id, name) VALUES (220, 'New');
-- fails
INSERT INTO shops (id, name) VALUES (221, 'New');
-- fails
INSERT INTO shops (id, name, sign) VALUES (222, 'New', 'X');
