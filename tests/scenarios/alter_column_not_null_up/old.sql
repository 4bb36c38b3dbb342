-- at: expanded
INSERT INTO reviews (id, product) VALUES (10, 'fig');
UPDATE reviews SET review = NULL WHERE id = 1;
-- at: backfilled
INSERT INTO reviews (id, product, review) VALUES (11, 'date', NULL);
-- settled
UPDATE reviews SET product = 'prune' WHERE id = 3;
-- at: rolled_back
INSERT INTO reviews (id, product, review) VALUES (30, 'lime', NULL);
UPDATE reviews SET review = 'sour' WHERE id = 30;
