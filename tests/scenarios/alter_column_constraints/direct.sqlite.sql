CREATE TABLE users_new (id INTEGER PRIMARY KEY, email VARCHAR(50) NOT NULL, age INTEGER CONSTRAINT users_age_check CHECK (age >= 0), team_id INTEGER CONSTRAINT users_team_fk REFERENCES teams (id) ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED);
INSERT INTO users_new (id, email, age, team_id) SELECT id, email, age, team_id FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE UNIQUE INDEX users_email_key ON users (email);
