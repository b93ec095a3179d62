-- In which fonts of the court's a paper is set; the order by hand of a case's
-- dossier; photos of seized items, kept by content as scans are.

-- +goose Up
ALTER TABLE papers ADD COLUMN fonts TEXT NOT NULL DEFAULT ''; -- '' for the delivered ones

CREATE TABLE dossier_orders (
  case_id BIGINT NOT NULL REFERENCES cases (id),
  kind    TEXT   NOT NULL, -- which catalogue
  entries TEXT   NOT NULL, -- JSON: p and s with the ID of a paper or scan
  PRIMARY KEY (case_id, kind)
);

CREATE TABLE goods_photos (
  id      INTEGER PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES goods (id),
  sha256  TEXT   NOT NULL REFERENCES scan_files (sha256),
  turn    BIGINT NOT NULL CHECK (turn IN (0, 90, 180, 270)),
  note    TEXT   NOT NULL,
  made_by TEXT   NOT NULL,
  made_at TEXT   NOT NULL,
  void    TEXT   NOT NULL
);
CREATE INDEX goods_photos_by_item ON goods_photos (item_id);

-- Kept as they were written (SQLite).
-- +goose StatementBegin
CREATE TRIGGER papers_fonts_keep BEFORE UPDATE OF fonts ON papers
BEGIN SELECT RAISE(ABORT, 'a paper is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER goods_photos_keep BEFORE UPDATE OF item_id, sha256, made_by, made_at ON goods_photos
BEGIN SELECT RAISE(ABORT, 'a photo of a seized item is marked void, never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER goods_photos_stay BEFORE DELETE ON goods_photos
BEGIN SELECT RAISE(ABORT, 'a photo of a seized item is marked void, never removed'); END;
-- +goose StatementEnd
