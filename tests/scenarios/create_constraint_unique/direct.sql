ALTER TABLE members ADD CONSTRAINT members_badge UNIQUE (team, badge);
