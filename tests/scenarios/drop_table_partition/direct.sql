DROP TABLE events_1;
