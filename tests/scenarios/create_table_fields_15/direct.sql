CREATE TABLE keys (
  id integer PRIMARY KEY,
  house integer NOT NULL,
  room integer,
  holder text,
  CONSTRAINT keys_one_holder UNIQUE NULLS NOT DISTINCT (house, holder),
  CONSTRAINT keys_room FOREIGN KEY (house, room) REFERENCES rooms (house, id) ON DELETE SET NULL (room)
);
