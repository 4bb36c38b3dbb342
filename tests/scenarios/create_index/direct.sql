CREATE INDEX events_kind_day ON events (kind, at_day DESC);
