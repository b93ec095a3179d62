-- Terms with what moves them, the court's own rules, warnings, weekly targets,
-- ledgers and resumed cases.

-- +goose Up
-- touched is the day something was last done in the case; warnings about
-- cases asleep read it. What supervises a case does not wake it.
ALTER TABLE cases ADD COLUMN touched TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN resumed_from BIGINT REFERENCES cases (id);
ALTER TABLE cases ADD COLUMN resumed_no TEXT NOT NULL DEFAULT '';
UPDATE cases SET touched = COALESCE((SELECT MAX(substr(a.at, 1, 10)) FROM audit AS a WHERE a.case_id = cases.id), filed);
CREATE INDEX cases_by_origin ON cases (resumed_from) WHERE resumed_from IS NOT NULL;

-- All that lists and warnings say of an open node, in the order of days, so that
-- they need not look into the table; it takes the place of nodes_by_day.
CREATE INDEX nodes_open ON nodes (actual, waived, planned, case_id, code, col, name, owner)
  WHERE actual = '' AND waived = '' AND planned <> '';
DROP INDEX nodes_by_day;

CREATE TABLE deductions (
  id        INTEGER PRIMARY KEY,
  case_id   BIGINT NOT NULL REFERENCES cases (id),
  kind      TEXT   NOT NULL,
  from_date TEXT   NOT NULL,
  to_date   TEXT   NOT NULL, -- '' while it runs
  basis     TEXT   NOT NULL,
  paper     TEXT   NOT NULL,
  note      TEXT   NOT NULL,
  made_by   TEXT   NOT NULL,
  made_at   TEXT   NOT NULL,
  revoked   TEXT   NOT NULL
);
CREATE INDEX deductions_by_case ON deductions (case_id);

CREATE TABLE extensions (
  id          INTEGER PRIMARY KEY,
  case_id     BIGINT NOT NULL REFERENCES cases (id),
  months      BIGINT NOT NULL CHECK (months > 0),
  reason      TEXT   NOT NULL,
  asked_by    TEXT   NOT NULL,
  asked_by_id BIGINT REFERENCES users (id),
  asked_at    TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  decided_by  TEXT   NOT NULL,
  decided_at  TEXT   NOT NULL,
  decision    TEXT   NOT NULL,
  paper       TEXT   NOT NULL
);
CREATE INDEX extensions_by_case ON extensions (case_id);
CREATE INDEX extensions_by_state ON extensions (state);

CREATE TABLE param_overrides (
  id        INTEGER PRIMARY KEY,
  param     TEXT   NOT NULL,
  value     BIGINT NOT NULL,
  unit      TEXT   NOT NULL,
  basis     TEXT   NOT NULL,
  from_date TEXT   NOT NULL,
  to_date   TEXT   NOT NULL,
  made_by   TEXT   NOT NULL,
  made_at   TEXT   NOT NULL,
  revoked   TEXT   NOT NULL
);

CREATE TABLE holiday_years (
  year   INTEGER PRIMARY KEY,
  off    TEXT NOT NULL,
  worked TEXT NOT NULL,
  source TEXT NOT NULL
);

-- A done date is changed by two people.
CREATE TABLE node_changes (
  id          INTEGER PRIMARY KEY,
  case_id     BIGINT NOT NULL REFERENCES cases (id),
  node_id     BIGINT NOT NULL REFERENCES nodes (id),
  old_actual  TEXT   NOT NULL,
  new_actual  TEXT   NOT NULL, -- '' takes the done mark away
  result      TEXT   NOT NULL,
  evidence    TEXT   NOT NULL,
  reason      TEXT   NOT NULL,
  asked_by    TEXT   NOT NULL,
  asked_by_id BIGINT REFERENCES users (id),
  asked_at    TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  decided_by  TEXT   NOT NULL,
  decided_at  TEXT   NOT NULL,
  decision    TEXT   NOT NULL
);
CREATE INDEX node_changes_by_case ON node_changes (case_id);
CREATE INDEX node_changes_by_state ON node_changes (state);

CREATE TABLE warning_notices (
  id        INTEGER PRIMARY KEY,
  case_id   BIGINT NOT NULL REFERENCES cases (id),
  told      TEXT   NOT NULL, -- who it goes to
  text      TEXT   NOT NULL,
  level     BIGINT NOT NULL,
  issued_by TEXT   NOT NULL,
  issued_at TEXT   NOT NULL,
  paper_id  BIGINT REFERENCES papers (id),
  signed_by TEXT   NOT NULL,
  signed_on TEXT   NOT NULL
);
CREATE INDEX warning_notices_by_case ON warning_notices (case_id);

-- user_id 0 with a group is the group's line, without one the office's.
CREATE TABLE week_targets (
  week    TEXT    NOT NULL, -- its Monday
  user_id BIGINT  NOT NULL,
  grp     TEXT    NOT NULL,
  target  BIGINT  NOT NULL CHECK (target >= 0),
  backlog BIGINT  NOT NULL, -- open cases when it was locked
  locked  BOOLEAN NOT NULL,
  made_by TEXT    NOT NULL,
  PRIMARY KEY (week, user_id, grp)
);

CREATE TABLE ledger_legs (
  case_id  BIGINT NOT NULL REFERENCES cases (id),
  ledger   TEXT   NOT NULL,
  listed   TEXT   NOT NULL,
  reviewed TEXT   NOT NULL,
  reported TEXT   NOT NULL,
  PRIMARY KEY (case_id, ledger)
);
