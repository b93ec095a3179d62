-- Events of a case from which terms run, the registers of petitions, visits and
-- meddling, and the report to the superior court before a further extension.

-- +goose Up
CREATE TABLE case_events (
  id       INTEGER PRIMARY KEY,
  case_id  BIGINT NOT NULL REFERENCES cases (id),
  event    TEXT   NOT NULL,
  name     TEXT   NOT NULL,
  on_date  TEXT   NOT NULL,
  note     TEXT   NOT NULL,
  evidence TEXT   NOT NULL,
  made_by  TEXT   NOT NULL,
  made_at  TEXT   NOT NULL
);
CREATE INDEX case_events_by_case ON case_events (case_id);

CREATE TABLE registers (
  id       INTEGER PRIMARY KEY,
  version  BIGINT NOT NULL,
  kind     TEXT   NOT NULL, -- 信访, 回访, 干预
  on_date  TEXT   NOT NULL,
  case_id  BIGINT REFERENCES cases (id),
  case_no  TEXT   NOT NULL, -- of a case that is not in this register
  person   TEXT   NOT NULL,
  unit     TEXT   NOT NULL,
  way      TEXT   NOT NULL,
  matter   TEXT   NOT NULL,
  due      TEXT   NOT NULL,
  answered TEXT   NOT NULL,
  handling TEXT   NOT NULL,
  outcome  TEXT   NOT NULL,
  void     TEXT   NOT NULL,
  made_by  TEXT   NOT NULL,
  made_at  TEXT   NOT NULL
);
CREATE INDEX registers_by_kind ON registers (kind, on_date);
CREATE INDEX registers_by_case ON registers (case_id);

ALTER TABLE extensions ADD COLUMN superior_no TEXT NOT NULL DEFAULT '';
ALTER TABLE extensions ADD COLUMN superior_on TEXT NOT NULL DEFAULT '';
