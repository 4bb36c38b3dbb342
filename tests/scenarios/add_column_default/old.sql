-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'Old');
-- at: backfilled
INSERT INTO users (id, name) VALUES (12, 'Late');
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, 'Back');
