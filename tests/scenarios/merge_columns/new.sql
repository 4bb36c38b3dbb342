-- at: expanded
INSERT INTO places (id, address) VALUES (20, '1010 Wien');
UPDATE places SET address = '75002 Paris' WHERE id = 2;
-- at: backfilled
UPDATE places SET address = '99998 Somewhere else' WHERE id = 3;
-- at: contracted
INSERT INTO places (id, address) VALUES (21, '4020 Linz');
