-- A paper keeps its text, what its maker changed in it, and whether the form was
-- the court's own copy; the court's own copies of forms, version by version.

-- +goose Up
ALTER TABLE papers ADD COLUMN edits    TEXT   NOT NULL DEFAULT ''; -- JSON, '' for none
ALTER TABLE papers ADD COLUMN own_form BIGINT NOT NULL DEFAULT 0;  -- version of the court's own copy, 0 for the delivered form

CREATE TABLE paper_texts (
  paper_id BIGINT PRIMARY KEY REFERENCES papers (id),
  record   TEXT   NOT NULL -- what the pages were set from: JSON, packed, base64
);

CREATE TABLE own_forms (
  id      INTEGER PRIMARY KEY,
  form    TEXT    NOT NULL, -- code
  number  BIGINT  NOT NULL, -- 1, 2, … of its form
  text    TEXT    NOT NULL, -- '' goes back to the delivered form
  base    TEXT    NOT NULL, -- version of the delivered form at that time
  reason  TEXT    NOT NULL,
  made_by TEXT    NOT NULL,
  made_at TEXT    NOT NULL,
  UNIQUE (form, number)
);

-- Kept as they were written (SQLite).
-- +goose StatementBegin
CREATE TRIGGER papers_text_keep BEFORE UPDATE OF edits, own_form ON papers
BEGIN SELECT RAISE(ABORT, 'a paper is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER paper_texts_keep BEFORE UPDATE ON paper_texts
BEGIN SELECT RAISE(ABORT, 'a paper is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER paper_texts_stay BEFORE DELETE ON paper_texts
BEGIN SELECT RAISE(ABORT, 'a paper is never removed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER own_forms_keep BEFORE UPDATE ON own_forms
BEGIN SELECT RAISE(ABORT, 'a version of a form is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER own_forms_stay BEFORE DELETE ON own_forms
BEGIN SELECT RAISE(ABORT, 'a version of a form is never removed'); END;
-- +goose StatementEnd
