-- at: expanded
INSERT INTO teams (id, slug) VALUES (1, 'core');
-- fails
INSERT INTO teams (id, slug) VALUES (2, 'core');
-- fails
INSERT INTO teams (id, slug) VALUES (2, NULL);
-- at: contracted
INSERT INTO teams (id, slug, seats, motto) VALUES (2, 'docs', 2, 'write');
