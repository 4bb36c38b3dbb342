DROP INDEX events_kind ON events;
DROP INDEX events_code ON events;
