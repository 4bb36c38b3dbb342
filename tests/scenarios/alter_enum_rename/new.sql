-- at: expanded
INSERT INTO orders (id, status) VALUES (20, 'it''s shipped');
INSERT INTO orders (id, status) VALUES (21, 'new');
UPDATE orders SET status = 'it''s shipped' WHERE id = 21;
-- at: backfilled
INSERT INTO orders (id, status) VALUES (22, 'it''s shipped'::order_status);
INSERT INTO "Moves" VALUES (23, 'packed', 'it''s shipped') ON CONFLICT ("To") DO UPDATE SET "From" = excluded."From";
SELECT count(*) FROM orders WHERE status IN ('sent', 'it''s shipped');
-- at: contracted
INSERT INTO orders (id) VALUES (24);
INSERT INTO orders (id, status) VALUES (25, 'it''s shipped'::order_status);
-- fails
INSERT INTO orders (id, status) VALUES (26, 'sent');
-- fails
INSERT INTO "Moves" VALUES (3, 'new', 'it''s shipped');
