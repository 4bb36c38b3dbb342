-- at: expanded
INSERT INTO people (id, name) VALUES (10, 'Old Code');
-- at: backfilled
UPDATE people SET name = 'Alan M.' WHERE id = 2;
-- at: rolled_back
INSERT INTO people (id, name) VALUES (31, 'Back Code');
