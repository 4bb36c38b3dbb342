CREATE TABLE marks (id bigint PRIMARY KEY, owner text NOT NULL, note text);
CREATE INDEX marks_owner ON marks (owner);
INSERT INTO marks SELECT n, 'o' || n % 3, 'note ' || n FROM generate_series(1, 9) AS n;
