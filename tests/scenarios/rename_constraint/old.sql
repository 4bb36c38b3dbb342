-- at: expanded
INSERT INTO users (id, email) VALUES (10, 'a@x') ON CONFLICT ON CONSTRAINT email_once DO NOTHING;
-- at: backfilled
INSERT INTO users (id, email) VALUES (11, 'a@x') ON CONFLICT ON CONSTRAINT email_once DO NOTHING;
-- at: rolled_back
INSERT INTO users (id, email) VALUES (12, 'a@x') ON CONFLICT ON CONSTRAINT email_once DO NOTHING;
