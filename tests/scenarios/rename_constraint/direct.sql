ALTER TABLE users RENAME CONSTRAINT age_ok TO users_age;
ALTER TABLE users RENAME CONSTRAINT email_once TO users_email;
ALTER TABLE users RENAME CONSTRAINT boss_fk TO users_boss;
