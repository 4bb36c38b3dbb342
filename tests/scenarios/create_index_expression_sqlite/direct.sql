ALTER TABLE users ADD COLUMN badge text;
CREATE UNIQUE INDEX users_email ON users (lower(email), team DESC) WHERE team IS NOT NULL;
CREATE UNIQUE INDEX users_badge_key ON users (badge);
