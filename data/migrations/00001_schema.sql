-- The tables of one office. Dates are ISO text ('' for none), moments are
-- RFC 3339 text in UTC ('' for none), money is a count of 分. Lists inside one
-- column are lines with a line break before, between and after ('' for none).
-- Nothing here is peculiar to one engine; the guards that are, come next.

-- +goose Up
CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL -- JSON
);

CREATE TABLE users (
  id       INTEGER PRIMARY KEY,
  name     TEXT    NOT NULL UNIQUE,
  roles    TEXT    NOT NULL,
  grp      TEXT    NOT NULL,
  phone    TEXT    NOT NULL,
  tribunal TEXT    NOT NULL,
  disabled BOOLEAN NOT NULL
);

CREATE TABLE credentials (
  user_id      BIGINT PRIMARY KEY REFERENCES users (id),
  hash         TEXT   NOT NULL,
  failures     BIGINT NOT NULL,
  locked_until TEXT   NOT NULL
);

-- applicants, debtors and next_due repeat what parties and nodes say, so that
-- lists read one row per case.
CREATE TABLE cases (
  id              INTEGER PRIMARY KEY,
  version         BIGINT  NOT NULL,
  number          TEXT    NOT NULL UNIQUE,
  year            BIGINT  NOT NULL,
  court_code      TEXT    NOT NULL,
  number_kind     TEXT    NOT NULL,
  seq             BIGINT  NOT NULL,
  old             BOOLEAN NOT NULL,
  suffix          BIGINT  NOT NULL,
  kind            TEXT    NOT NULL,
  filed           TEXT    NOT NULL,
  cause           TEXT    NOT NULL,
  basis_kind      TEXT    NOT NULL,
  basis_number    TEXT    NOT NULL,
  basis_organ     TEXT    NOT NULL,
  basis_effective TEXT    NOT NULL,
  principal       BIGINT  NOT NULL CHECK (principal >= 0),
  interest_text   TEXT    NOT NULL,
  acts_text       TEXT    NOT NULL,
  fee             BIGINT  NOT NULL CHECK (fee >= 0),
  tags            TEXT    NOT NULL,
  grp             TEXT    NOT NULL,
  stage           TEXT    NOT NULL,
  stage_since     TEXT    NOT NULL,
  officer_id      BIGINT  REFERENCES users (id),
  officer         TEXT    NOT NULL,
  clerk_id        BIGINT  REFERENCES users (id),
  clerk           TEXT    NOT NULL,
  tribunal        TEXT    NOT NULL,
  status          TEXT    NOT NULL,
  limit_date      TEXT    NOT NULL,
  closed          TEXT    NOT NULL,
  closing         TEXT    NOT NULL,
  realised        BIGINT  NOT NULL,
  note            TEXT    NOT NULL,
  created_at      TEXT    NOT NULL,
  applicants      TEXT    NOT NULL,
  debtors         TEXT    NOT NULL,
  next_due        TEXT    NOT NULL
);
CREATE INDEX cases_by_number ON cases (year, number_kind, court_code, seq, suffix, id);
CREATE INDEX cases_by_officer ON cases (officer_id);
CREATE INDEX cases_by_due ON cases (next_due);

CREATE TABLE parties (
  id           INTEGER PRIMARY KEY,
  case_id      BIGINT NOT NULL REFERENCES cases (id),
  position     BIGINT NOT NULL,
  role         TEXT   NOT NULL,
  kind         TEXT   NOT NULL,
  name         TEXT   NOT NULL,
  id_number    TEXT   NOT NULL,
  id_reason    TEXT   NOT NULL,
  sex          TEXT   NOT NULL,
  birth        TEXT   NOT NULL,
  nation       TEXT   NOT NULL,
  address      TEXT   NOT NULL,
  phone        TEXT   NOT NULL,
  employer     TEXT   NOT NULL,
  legal_rep    TEXT   NOT NULL,
  legal_title  TEXT   NOT NULL,
  agent        TEXT   NOT NULL,
  agent_phone  TEXT   NOT NULL,
  marks        TEXT   NOT NULL,
  bank_name    TEXT   NOT NULL,
  bank_account TEXT   NOT NULL
);
CREATE INDEX parties_by_case ON parties (case_id, position);
CREATE INDEX parties_by_identifier ON parties (id_number);
CREATE INDEX parties_by_name ON parties (name);

-- One narrow row per case that a search reads from end to end.
CREATE TABLE case_search (
  case_id INTEGER PRIMARY KEY REFERENCES cases (id),
  text    TEXT NOT NULL
);

CREATE TABLE nodes (
  id       INTEGER PRIMARY KEY,
  case_id  BIGINT NOT NULL REFERENCES cases (id),
  code     TEXT   NOT NULL,
  col      TEXT   NOT NULL,
  col_rank BIGINT NOT NULL, -- order of the column
  position BIGINT NOT NULL,
  name     TEXT   NOT NULL,
  planned  TEXT   NOT NULL,
  actual   TEXT   NOT NULL,
  owner_id BIGINT REFERENCES users (id),
  owner    TEXT   NOT NULL,
  result   TEXT   NOT NULL,
  evidence TEXT   NOT NULL,
  waived   TEXT   NOT NULL,
  basis    TEXT   NOT NULL,
  param_id TEXT   NOT NULL
);
CREATE INDEX nodes_by_case ON nodes (case_id, col_rank, position);
CREATE INDEX nodes_by_day ON nodes (actual, waived, planned, case_id);

CREATE TABLE handovers (
  id            INTEGER PRIMARY KEY,
  case_id       BIGINT NOT NULL REFERENCES cases (id),
  from_group    TEXT   NOT NULL,
  to_group      TEXT   NOT NULL,
  from_stage    TEXT   NOT NULL,
  to_stage      TEXT   NOT NULL,
  from_officer  TEXT   NOT NULL,
  to_officer_id BIGINT REFERENCES users (id),
  to_officer    TEXT   NOT NULL,
  materials     TEXT   NOT NULL, -- JSON
  note          TEXT   NOT NULL,
  sent_at       TEXT   NOT NULL,
  sent_by       TEXT   NOT NULL,
  state         TEXT   NOT NULL,
  done_at       TEXT   NOT NULL,
  done_by       TEXT   NOT NULL,
  return_note   TEXT   NOT NULL
);
CREATE INDEX handovers_by_case ON handovers (case_id);
CREATE INDEX handovers_by_state ON handovers (state, to_group);

CREATE TABLE stage_spans (
  id        INTEGER PRIMARY KEY,
  case_id   BIGINT NOT NULL REFERENCES cases (id),
  grp       TEXT   NOT NULL,
  stage     TEXT   NOT NULL,
  from_date TEXT   NOT NULL,
  to_date   TEXT   NOT NULL,
  entered_by TEXT  NOT NULL
);
CREATE INDEX stage_spans_by_case ON stage_spans (case_id);

-- A receipt can be reversed once: reverses is unique.
CREATE TABLE receipts (
  id       INTEGER PRIMARY KEY,
  case_id  BIGINT NOT NULL REFERENCES cases (id),
  number   TEXT   NOT NULL,
  date     TEXT   NOT NULL,
  payer    TEXT   NOT NULL,
  way      TEXT   NOT NULL,
  bank_ref TEXT   NOT NULL,
  amount   BIGINT NOT NULL,
  note     TEXT   NOT NULL,
  reverses BIGINT UNIQUE REFERENCES receipts (id),
  reason   TEXT   NOT NULL,
  made_by  TEXT   NOT NULL,
  made_at  TEXT   NOT NULL,
  CHECK (reverses IS NULL AND amount > 0 OR reverses IS NOT NULL AND amount < 0)
);
CREATE UNIQUE INDEX receipts_by_number ON receipts (number) WHERE number <> '';
CREATE INDEX receipts_by_case ON receipts (case_id, amount);

CREATE TABLE disbursements (
  id          INTEGER PRIMARY KEY,
  case_id     BIGINT NOT NULL REFERENCES cases (id),
  number      TEXT   NOT NULL,
  payee       TEXT   NOT NULL,
  payee_bank  TEXT   NOT NULL,
  payee_no    TEXT   NOT NULL,
  amount      BIGINT NOT NULL CHECK (amount >= 0),
  deductions  TEXT   NOT NULL, -- JSON
  total       BIGINT NOT NULL CHECK (total > 0), -- amount and deductions
  note        TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  asked_by    TEXT   NOT NULL,
  asked_by_id BIGINT REFERENCES users (id),
  asked_at    TEXT   NOT NULL,
  decided_by  TEXT   NOT NULL,
  decided_at  TEXT   NOT NULL,
  decision    TEXT   NOT NULL,
  paid_on     TEXT   NOT NULL,
  paid_by     TEXT   NOT NULL,
  bank_ref    TEXT   NOT NULL,
  reversed_on TEXT   NOT NULL,
  reversed_by TEXT   NOT NULL,
  reason      TEXT   NOT NULL
);
CREATE UNIQUE INDEX disbursements_by_number ON disbursements (number) WHERE number <> '';
CREATE INDEX disbursements_by_case ON disbursements (case_id, state, total);
CREATE INDEX disbursements_by_state ON disbursements (state);

CREATE TABLE papers (
  id      INTEGER PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES cases (id),
  form    TEXT   NOT NULL,
  name    TEXT   NOT NULL,
  number  TEXT   NOT NULL,
  for_whom TEXT  NOT NULL,
  dated   TEXT   NOT NULL,
  pages   BIGINT NOT NULL,
  sha256  TEXT   NOT NULL,
  maker   TEXT   NOT NULL,
  made_at TEXT   NOT NULL,
  void    TEXT   NOT NULL
);
CREATE INDEX papers_by_case ON papers (case_id, form);

CREATE TABLE ticks (
  case_id  BIGINT  NOT NULL REFERENCES cases (id),
  item     TEXT    NOT NULL,
  done     BOOLEAN NOT NULL,
  evidence TEXT    NOT NULL,
  made_by  TEXT    NOT NULL,
  made_at  TEXT    NOT NULL,
  PRIMARY KEY (case_id, item)
);

CREATE TABLE reviews (
  id           INTEGER PRIMARY KEY,
  case_id      BIGINT NOT NULL REFERENCES cases (id),
  submitted_at TEXT   NOT NULL,
  submitted_by TEXT   NOT NULL,
  reviewer     TEXT   NOT NULL,
  reviewed_at  TEXT   NOT NULL,
  verdict      TEXT   NOT NULL,
  findings     TEXT   NOT NULL, -- JSON
  note         TEXT   NOT NULL
);
CREATE INDEX reviews_by_case ON reviews (case_id);
CREATE INDEX reviews_by_verdict ON reviews (verdict);

CREATE TABLE audit (
  seq       INTEGER PRIMARY KEY, -- from 1 without gaps
  at        TEXT   NOT NULL,
  actor     TEXT   NOT NULL,
  action    TEXT   NOT NULL,
  entity    TEXT   NOT NULL,
  entity_id BIGINT NOT NULL,
  case_id   BIGINT NOT NULL, -- 0 when it concerns no case
  before    TEXT   NOT NULL,
  after     TEXT   NOT NULL,
  reason    TEXT   NOT NULL,
  prev_hash TEXT   NOT NULL,
  hash      TEXT   NOT NULL
);
CREATE INDEX audit_by_case ON audit (case_id, seq);

CREATE TABLE counters (
  series TEXT   PRIMARY KEY,
  value  BIGINT NOT NULL
);
