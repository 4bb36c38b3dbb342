-- at: contracted
INSERT OR REPLACE INTO "Odd members" (id, name, age) VALUES (20, 'Ada', 36);
-- fails
INSERT INTO "Odd members" (id, name, age) VALUES (21, 'GRace', 9);
-- fails
INSERT INTO "Odd members" (id, name, age) VALUES (22, '', 9);
-- fails
INSERT INTO "Odd members" (id, name, age) VALUES ('x', 'x', 9);
