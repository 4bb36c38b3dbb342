-- at: expanded [postgres]
INSERT INTO users (id, email) VALUES (10, 'a@x') ON CONFLICT ON CONSTRAINT email_once DO NOTHING;
-- at: backfilled [postgres]
INSERT INTO users (id, email) VALUES (11, 'a@x') ON CONFLICT ON CONSTRAINT email_once DO NOTHING;
-- at: rolled_back [postgres]
INSERT INTO users (id, email) VALUES (12, 'a@x') ON CONFLICT ON CONSTRAINT email_once DO NOTHING;
-- at: expanded [sqlite]
INSERT INTO users (id, email) VALUES (10, 'a@x') ON CONFLICT (email) DO NOTHING;
-- fails
INSERT INTO users (id, age) VALUES (12, 0);
-- at: rolled_back [sqlite]
INSERT INTO users (id, email) VALUES (12, 'a@x') ON CONFLICT (email) DO NOTHING;
