-- Scans and photos: files kept once by their content, and what they show, page
-- by page, of a case; a scan without a case lies in the tray.

-- +goose Up
CREATE TABLE scan_files (
  sha256  TEXT   PRIMARY KEY,
  kind    TEXT   NOT NULL, -- jpg, png, pdf
  bytes   BIGINT NOT NULL,
  pages   BIGINT NOT NULL,
  name    TEXT   NOT NULL,
  made_by TEXT   NOT NULL,
  made_at TEXT   NOT NULL
);

CREATE TABLE scans (
  id        INTEGER PRIMARY KEY,
  case_id   BIGINT REFERENCES cases (id),
  slot      TEXT   NOT NULL,
  title     TEXT   NOT NULL,
  paper_id  BIGINT REFERENCES papers (id),
  item      TEXT   NOT NULL,
  way       TEXT   NOT NULL,
  file_name TEXT   NOT NULL,
  note      TEXT   NOT NULL,
  made_by   TEXT   NOT NULL,
  made_at   TEXT   NOT NULL,
  void      TEXT   NOT NULL
);
CREATE INDEX scans_by_case ON scans (case_id);
CREATE INDEX scans_by_paper ON scans (paper_id);

CREATE TABLE scan_pages (
  scan_id    BIGINT NOT NULL REFERENCES scans (id),
  pos        BIGINT NOT NULL, -- from 1
  sha256     TEXT   NOT NULL REFERENCES scan_files (sha256),
  page       BIGINT NOT NULL, -- in the file, from 1
  turn       BIGINT NOT NULL CHECK (turn IN (0, 90, 180, 270)),
  paper_page BIGINT NOT NULL,
  PRIMARY KEY (scan_id, pos)
);
CREATE INDEX scan_pages_by_file ON scan_pages (sha256);

-- A scan is marked void, never deleted; a file is what it was (SQLite).
-- +goose StatementBegin
CREATE TRIGGER scans_stay BEFORE DELETE ON scans
BEGIN SELECT RAISE(ABORT, 'scans are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER scan_files_stay BEFORE DELETE ON scan_files
BEGIN SELECT RAISE(ABORT, 'scans are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER scan_files_keep BEFORE UPDATE ON scan_files
BEGIN SELECT RAISE(ABORT, 'a scanned file is never changed'); END;
-- +goose StatementEnd
