-- A paper remembers the wording of its form, what its maker typed in, whose
-- signature it needs and who signed it off.

-- +goose Up
ALTER TABLE papers ADD COLUMN version    TEXT NOT NULL DEFAULT '';
ALTER TABLE papers ADD COLUMN inputs     TEXT NOT NULL DEFAULT '';
ALTER TABLE papers ADD COLUMN sign_off   TEXT NOT NULL DEFAULT '';
ALTER TABLE papers ADD COLUMN signed_by  TEXT NOT NULL DEFAULT '';
ALTER TABLE papers ADD COLUMN signed_on  TEXT NOT NULL DEFAULT '';
ALTER TABLE papers ADD COLUMN signed_how TEXT NOT NULL DEFAULT '';

-- Only the void mark and, once, the signature may be set (SQLite).
DROP TRIGGER papers_keep;
-- +goose StatementBegin
CREATE TRIGGER papers_keep BEFORE UPDATE OF id, case_id, form, name, number, for_whom, dated, pages, sha256, maker, made_at, version, inputs, sign_off ON papers
BEGIN SELECT RAISE(ABORT, 'a paper is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER papers_signed BEFORE UPDATE OF signed_by, signed_on, signed_how ON papers WHEN OLD.signed_by <> ''
BEGIN SELECT RAISE(ABORT, 'a paper is signed once'); END;
-- +goose StatementEnd
