CREATE UNIQUE INDEX users_email_once ON users (email);
