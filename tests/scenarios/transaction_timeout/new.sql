-- at: expanded
INSERT INTO notes_seen VALUES (1, now());
-- at: contracted
INSERT INTO notes_seen (note) VALUES (1);
