-- at: expanded
INSERT INTO reviews (id, product, review) VALUES (20, 'kiwi', 'green');
-- at: contracted
INSERT INTO reviews (id, product, review) VALUES (21, 'lemon', 'sour');
-- fails
INSERT INTO reviews (id, product) VALUES (22, 'none');
