-- Inquiries for property with the answers of each unit, results that name
-- nobody for certain, what was imported already, clues to property, clues to
-- misconduct, and the contact book of the units that assist.

-- +goose Up
CREATE TABLE inquiries (
  id      INTEGER PRIMARY KEY,
  version BIGINT NOT NULL,
  number  TEXT   NOT NULL UNIQUE,
  way     TEXT   NOT NULL,
  reason  TEXT   NOT NULL,
  sent    TEXT   NOT NULL,
  due     TEXT   NOT NULL,
  scope   TEXT   NOT NULL, -- a list
  serial  TEXT   NOT NULL,
  note    TEXT   NOT NULL,
  void    TEXT   NOT NULL,
  made_by TEXT   NOT NULL,
  made_at TEXT   NOT NULL
);

CREATE TABLE inquiry_lines (
  id         INTEGER PRIMARY KEY,
  version    BIGINT NOT NULL,
  inquiry_id BIGINT NOT NULL REFERENCES inquiries (id),
  case_id    BIGINT NOT NULL REFERENCES cases (id),
  debtor     TEXT   NOT NULL,
  debtor_id  TEXT   NOT NULL,
  unit       TEXT   NOT NULL,
  answered   TEXT   NOT NULL,
  result     TEXT   NOT NULL,
  found      BIGINT NOT NULL CHECK (found >= 0),
  note       TEXT   NOT NULL,
  made_by    TEXT   NOT NULL,
  UNIQUE (inquiry_id, case_id, debtor, debtor_id, unit)
);
CREATE INDEX inquiry_lines_by_case ON inquiry_lines (case_id);
CREATE INDEX inquiry_lines_open ON inquiry_lines (answered, inquiry_id);

CREATE TABLE inquiry_marks (
  mark TEXT PRIMARY KEY -- a row of a sheet of results that was imported
);

CREATE TABLE inquiry_tray (
  id      INTEGER PRIMARY KEY,
  version BIGINT NOT NULL,
  name    TEXT   NOT NULL,
  case_no TEXT   NOT NULL,
  unit    TEXT   NOT NULL,
  on_date TEXT   NOT NULL,
  way     TEXT   NOT NULL,
  kind    TEXT   NOT NULL,
  facts   TEXT   NOT NULL, -- JSON, by label
  value   BIGINT NOT NULL CHECK (value >= 0),
  reason  TEXT   NOT NULL,
  state   TEXT   NOT NULL,
  outcome TEXT   NOT NULL,
  file    TEXT   NOT NULL,
  made_by TEXT   NOT NULL,
  made_at TEXT   NOT NULL
);
CREATE INDEX inquiry_tray_by_state ON inquiry_tray (state);

CREATE TABLE clues (
  id          INTEGER PRIMARY KEY,
  version     BIGINT  NOT NULL,
  case_id     BIGINT  NOT NULL REFERENCES cases (id),
  source      TEXT    NOT NULL,
  giver       TEXT    NOT NULL,
  phone       TEXT    NOT NULL,
  received    TEXT    NOT NULL,
  urgent      BOOLEAN NOT NULL,
  due         TEXT    NOT NULL,
  debtor      TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  content     TEXT    NOT NULL,
  checked     TEXT    NOT NULL,
  result      TEXT    NOT NULL,
  finding     TEXT    NOT NULL,
  property_id BIGINT  REFERENCES properties (id),
  told        TEXT    NOT NULL,
  told_way    TEXT    NOT NULL,
  void        TEXT    NOT NULL,
  made_by     TEXT    NOT NULL,
  made_at     TEXT    NOT NULL
);
CREATE INDEX clues_by_case ON clues (case_id);
CREATE INDEX clues_open ON clues (checked, due);

CREATE TABLE problem_clues (
  id        INTEGER PRIMARY KEY,
  version   BIGINT NOT NULL,
  number    TEXT   NOT NULL UNIQUE,
  found     TEXT   NOT NULL,
  due       TEXT   NOT NULL,
  source    TEXT   NOT NULL,
  about     TEXT   NOT NULL,
  content   TEXT   NOT NULL,
  case_no   TEXT   NOT NULL,
  organ     TEXT   NOT NULL,
  handed    TEXT   NOT NULL,
  letter    TEXT   NOT NULL,
  receipt   TEXT   NOT NULL,
  result    TEXT   NOT NULL,
  result_on TEXT   NOT NULL,
  made_by   TEXT   NOT NULL,
  made_at   TEXT   NOT NULL
);

CREATE TABLE assist_units (
  id         INTEGER PRIMARY KEY,
  version    BIGINT  NOT NULL,
  name       TEXT    NOT NULL,
  department TEXT    NOT NULL,
  person     TEXT    NOT NULL,
  phone      TEXT    NOT NULL,
  address    TEXT    NOT NULL,
  note       TEXT    NOT NULL,
  disabled   BOOLEAN NOT NULL,
  made_by    TEXT    NOT NULL,
  made_at    TEXT    NOT NULL,
  UNIQUE (name, department, person)
);
