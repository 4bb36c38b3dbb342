-- at: expanded
INSERT INTO people (id, email) VALUES (10, 'nobody');
INSERT INTO people (id, email) VALUES (11, 'no one');
UPDATE people SET email = 'one@example.org' WHERE id = 11;
UPDATE people SET email = 'nothing' WHERE id = 2;
UPDATE people SET email = 'some@example.org' WHERE id = 10;
UPDATE people SET email = 'grace@example.org' WHERE id = 2;
INSERT INTO members (id, email) VALUES (10, 'nobody');
UPDATE members SET email = 'some@example.org' WHERE id = 10;
INSERT INTO marks (id, word) VALUES (10, 'ten');
UPDATE marks SET word = '10' WHERE id = 10;
-- at: backfilled
INSERT INTO people (id, email) VALUES (12, 'none');
UPDATE people SET email = 'nowhere' WHERE id = 1;
-- fails
INSERT INTO members (id, email) VALUES (12, 'none');
-- fails
INSERT INTO marks (id, word) VALUES (12, 'twelve');
-- at: rolled_back
INSERT INTO people (id, email) VALUES (30, 'back@example.org');
-- What backfill has named, so that it can be filled next time.
UPDATE people SET email = 'now@example.org' WHERE email NOT LIKE '%@%';
UPDATE spans SET width = 6 WHERE width IS NULL;
