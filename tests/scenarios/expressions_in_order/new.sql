-- at: expanded
INSERT INTO items (id, price, qty, total_net, total_gross) VALUES (20, 1, 1, 1, 2);
INSERT INTO visits (id, nation, city, label) VALUES (20, 'FR', 'Nice', 'Nice in FR');
-- at: contracted
INSERT INTO items (id, price, qty, total_net, total_gross) VALUES (21, 1, 1, 9, 9);
INSERT INTO members (id, name, name_lower) VALUES (21, 'Cy', 'cy');
INSERT INTO visits (id, nation, city, label) VALUES (21, 'IT', 'Rome', 'Rome in IT');
