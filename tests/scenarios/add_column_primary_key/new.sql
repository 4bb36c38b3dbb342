-- at: expanded
INSERT INTO events (code) VALUES ('new 1');
-- at: backfilled
INSERT INTO events (code) VALUES ('new 2');
-- fails
INSERT INTO events (code, id) OVERRIDING SYSTEM VALUE SELECT 'new 3', min(id) FROM events;
-- at: contracted
INSERT INTO events (code) VALUES ('new 4') ON CONFLICT (id) DO NOTHING;
