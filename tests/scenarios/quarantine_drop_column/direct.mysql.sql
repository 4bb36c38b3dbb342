DROP INDEX users_nick ON users;
ALTER TABLE users DROP COLUMN nick;
ALTER TABLE users DROP COLUMN note;
