ALTER TABLE users ADD CONSTRAINT users_email_once UNIQUE (email);
