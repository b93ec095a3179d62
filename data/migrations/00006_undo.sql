-- Closings that were reported by mistake are taken back by two people; a case
-- number that looks wrong is kept for a reason.

-- +goose Up
CREATE TABLE closing_undos (
  id          INTEGER PRIMARY KEY,
  case_id     BIGINT NOT NULL REFERENCES cases (id),
  closed      TEXT   NOT NULL, -- the closing it is about
  closing     TEXT   NOT NULL,
  reason      TEXT   NOT NULL,
  asked_by    TEXT   NOT NULL,
  asked_by_id BIGINT REFERENCES users (id),
  asked_at    TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  decided_by  TEXT   NOT NULL,
  decided_at  TEXT   NOT NULL,
  decision    TEXT   NOT NULL
);
CREATE INDEX closing_undos_by_case ON closing_undos (case_id);
CREATE INDEX closing_undos_by_state ON closing_undos (state);

ALTER TABLE cases ADD COLUMN number_reason TEXT NOT NULL DEFAULT '';
