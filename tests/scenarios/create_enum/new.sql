-- at: expanded
INSERT INTO orders (id, note, status) VALUES (20, 'new', 'in transit');
-- fails
INSERT INTO orders (id, note, status) VALUES (21, 'new', 'lost');
-- at: backfilled
INSERT INTO moves (id, seen) VALUES (1, '{new,it''s done}');
-- at: contracted
UPDATE orders SET status = 'it''s done' WHERE id = 1;
