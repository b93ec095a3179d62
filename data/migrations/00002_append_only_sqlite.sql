-- Guards in SQLite's own trigger language: what was recorded stays. Another
-- engine needs its own version of this file.

-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER receipts_keep BEFORE UPDATE ON receipts
BEGIN SELECT RAISE(ABORT, 'receipts are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipts_stay BEFORE DELETE ON receipts
BEGIN SELECT RAISE(ABORT, 'receipts are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_keep BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_stay BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cases_stay BEFORE DELETE ON cases
BEGIN SELECT RAISE(ABORT, 'cases are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER disbursements_stay BEFORE DELETE ON disbursements
BEGIN SELECT RAISE(ABORT, 'disbursements are never deleted'); END;
-- +goose StatementEnd
-- The sum that was asked for is the sum that is approved and paid.
-- +goose StatementBegin
CREATE TRIGGER disbursements_keep BEFORE UPDATE ON disbursements
WHEN NEW.id <> OLD.id OR NEW.case_id <> OLD.case_id OR NEW.number <> OLD.number
  OR NEW.amount <> OLD.amount OR NEW.deductions <> OLD.deductions OR NEW.total <> OLD.total
BEGIN SELECT RAISE(ABORT, 'the sum of a disbursement is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER papers_stay BEFORE DELETE ON papers
BEGIN SELECT RAISE(ABORT, 'papers are never deleted'); END;
-- +goose StatementEnd
-- Only the void mark of a paper may be set.
-- +goose StatementBegin
CREATE TRIGGER papers_keep BEFORE UPDATE OF id, case_id, form, name, number, for_whom, dated, pages, sha256, maker, made_at ON papers
BEGIN SELECT RAISE(ABORT, 'a paper is never changed'); END;
-- +goose StatementEnd
