CREATE UNIQUE INDEX members_badge ON members (team, badge);
