-- at: expanded
INSERT INTO orders (id, status) VALUES (10, 'sent');
SELECT 'a'::"Unused Kind";
-- at: backfilled
INSERT INTO orders (id) VALUES (11);
-- at: rolled_back
INSERT INTO orders (id, status) VALUES (12, 'sent');
