-- at: backfilled
INSERT INTO marks VALUES (20, 'b', 'new'), (2, 'c', 'met') ON CONFLICT (id) DO UPDATE SET note = excluded.note;
-- at: contracted
TRUNCATE marks;
INSERT INTO marks VALUES (1, 'a', 'last');
