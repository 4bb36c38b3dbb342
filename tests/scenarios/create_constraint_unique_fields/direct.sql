ALTER TABLE members ADD CONSTRAINT members_badge UNIQUE (team, badge) INCLUDE (nick) WITH (fillfactor = 80) DEFERRABLE INITIALLY DEFERRED;
