-- What every wall chart looked like when it was printed last, on whichever
-- computer, so that a later print can hold only what looks different.

-- +goose Up
CREATE TABLE board_prints (
  board      TEXT PRIMARY KEY, -- whose cases: group, officer, filter
  printed_at TEXT NOT NULL,
  printed_by TEXT NOT NULL,
  looks      TEXT NOT NULL     -- JSON, by case
);
