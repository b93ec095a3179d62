-- Money and things the court holds for others: plans of distribution,
-- settlements by instalments, seized items and the taking of stock. The
-- triggers are SQLite's own, as in 00002: what was served, and what happened to
-- an item, stays as it was recorded.

-- +goose Up
CREATE TABLE distributions (
  id           INTEGER PRIMARY KEY,
  version      BIGINT NOT NULL,
  number       TEXT   NOT NULL,
  edition      BIGINT NOT NULL,
  replaces     BIGINT UNIQUE REFERENCES distributions (id),
  case_id      BIGINT NOT NULL REFERENCES cases (id),
  debtor       TEXT   NOT NULL,
  source       TEXT   NOT NULL,
  pool         BIGINT NOT NULL CHECK (pool > 0),
  costs        TEXT   NOT NULL, -- JSON
  ordered      BIGINT NOT NULL,
  panel        TEXT   NOT NULL,
  note         TEXT   NOT NULL,
  state        TEXT   NOT NULL,
  ended        TEXT   NOT NULL,
  effective_on TEXT   NOT NULL,
  made_by      TEXT   NOT NULL,
  made_at      TEXT   NOT NULL,
  UNIQUE (number, edition)
);
CREATE INDEX distributions_by_case ON distributions (case_id);
CREATE INDEX distributions_by_state ON distributions (state);

CREATE TABLE distribution_claims (
  plan_id  BIGINT NOT NULL REFERENCES distributions (id),
  line     BIGINT NOT NULL,
  case_id  BIGINT REFERENCES cases (id),
  case_no  TEXT   NOT NULL,
  creditor TEXT   NOT NULL,
  court    TEXT   NOT NULL,
  basis    TEXT   NOT NULL,
  class    TEXT   NOT NULL,
  rank     BIGINT NOT NULL,
  reason   TEXT   NOT NULL,
  amount   BIGINT NOT NULL CHECK (amount > 0),
  given    BIGINT NOT NULL CHECK (given >= 0 AND given <= amount),
  bank     TEXT   NOT NULL,
  account  TEXT   NOT NULL,
  PRIMARY KEY (plan_id, line)
);
CREATE INDEX distribution_claims_by_case ON distribution_claims (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE distribution_parties (
  plan_id    BIGINT NOT NULL REFERENCES distributions (id),
  line       BIGINT NOT NULL,
  name       TEXT   NOT NULL,
  role       TEXT   NOT NULL,
  served     TEXT   NOT NULL,
  way        TEXT   NOT NULL,
  objected   TEXT   NOT NULL,
  objection  TEXT   NOT NULL,
  claim      BIGINT NOT NULL,
  told       TEXT   NOT NULL,
  opposed    TEXT   NOT NULL,
  opposition TEXT   NOT NULL,
  sued       TEXT   NOT NULL,
  settled    TEXT   NOT NULL,
  outcome    TEXT   NOT NULL,
  PRIMARY KEY (plan_id, line)
);

-- One payment belongs to one line of one plan.
CREATE TABLE distribution_payments (
  payment_id BIGINT PRIMARY KEY REFERENCES disbursements (id),
  plan_id    BIGINT NOT NULL REFERENCES distributions (id),
  line       BIGINT NOT NULL,
  costs      BIGINT NOT NULL
);
CREATE INDEX distribution_payments_by_plan ON distribution_payments (plan_id);

CREATE TABLE settlements (
  id          INTEGER PRIMARY KEY,
  version     BIGINT NOT NULL,
  case_id     BIGINT NOT NULL REFERENCES cases (id),
  signed_on   TEXT   NOT NULL,
  total       BIGINT NOT NULL CHECK (total > 0),
  terms       TEXT   NOT NULL,
  surety      TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  ended_on    TEXT   NOT NULL,
  ended       TEXT   NOT NULL,
  made_by     TEXT   NOT NULL,
  made_at     TEXT   NOT NULL
);
CREATE INDEX settlements_by_case ON settlements (case_id);
CREATE INDEX settlements_by_state ON settlements (state);

CREATE TABLE settlement_instalments (
  settlement_id BIGINT NOT NULL REFERENCES settlements (id),
  no            BIGINT NOT NULL,
  due           TEXT   NOT NULL,
  amount        BIGINT NOT NULL CHECK (amount > 0),
  note          TEXT   NOT NULL,
  PRIMARY KEY (settlement_id, no)
);

CREATE TABLE settlement_payments (
  id            INTEGER PRIMARY KEY,
  settlement_id BIGINT NOT NULL REFERENCES settlements (id),
  no            BIGINT NOT NULL, -- 0: in the order of due days
  receipt_id    BIGINT REFERENCES receipts (id),
  on_date       TEXT   NOT NULL,
  amount        BIGINT NOT NULL CHECK (amount > 0),
  note          TEXT   NOT NULL,
  made_by       TEXT   NOT NULL,
  made_at       TEXT   NOT NULL,
  void          TEXT   NOT NULL
);
CREATE INDEX settlement_payments_by_settlement ON settlement_payments (settlement_id);

CREATE TABLE goods (
  id        INTEGER PRIMARY KEY,
  version   BIGINT NOT NULL,
  number    TEXT   NOT NULL UNIQUE,
  case_id   BIGINT NOT NULL REFERENCES cases (id),
  name      TEXT   NOT NULL,
  detail    TEXT   NOT NULL,
  quantity  TEXT   NOT NULL,
  owner     TEXT   NOT NULL,
  place     TEXT   NOT NULL,
  keeper    TEXT   NOT NULL,
  value     BIGINT NOT NULL,
  measure   TEXT   NOT NULL,
  seized_on TEXT   NOT NULL,
  released  TEXT   NOT NULL,
  state     TEXT   NOT NULL,
  gone_on   TEXT   NOT NULL,
  note      TEXT   NOT NULL,
  made_by   TEXT   NOT NULL,
  made_at   TEXT   NOT NULL
);
CREATE INDEX goods_by_case ON goods (case_id);
CREATE INDEX goods_by_state ON goods (state);

CREATE TABLE goods_moves (
  id      INTEGER PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES goods (id),
  kind    TEXT   NOT NULL,
  on_date TEXT   NOT NULL,
  place   TEXT   NOT NULL,
  keeper  TEXT   NOT NULL,
  person  TEXT   NOT NULL,
  paper   TEXT   NOT NULL,
  amount  BIGINT NOT NULL,
  note    TEXT   NOT NULL,
  made_by TEXT   NOT NULL,
  made_at TEXT   NOT NULL
);
CREATE INDEX goods_moves_by_item ON goods_moves (item_id);

CREATE TABLE stock_takings (
  id        INTEGER PRIMARY KEY,
  number    TEXT NOT NULL UNIQUE,
  on_date   TEXT NOT NULL,
  place     TEXT NOT NULL,
  made_by   TEXT NOT NULL,
  made_at   TEXT NOT NULL,
  closed    TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  note      TEXT NOT NULL
);

CREATE TABLE stock_lines (
  taking_id BIGINT NOT NULL REFERENCES stock_takings (id),
  item_id   BIGINT NOT NULL REFERENCES goods (id),
  place     TEXT   NOT NULL, -- where it should have been
  keeper    TEXT   NOT NULL,
  result    TEXT   NOT NULL,
  on_date   TEXT   NOT NULL,
  made_by   TEXT   NOT NULL,
  note      TEXT   NOT NULL,
  PRIMARY KEY (taking_id, item_id)
);

-- +goose StatementBegin
CREATE TRIGGER distributions_stay BEFORE DELETE ON distributions
BEGIN SELECT RAISE(ABORT, 'plans of distribution are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER distributions_keep BEFORE UPDATE ON distributions
WHEN OLD.state <> '草案' AND (NEW.pool <> OLD.pool OR NEW.costs <> OLD.costs OR NEW.ordered <> OLD.ordered OR NEW.case_id <> OLD.case_id
  OR NEW.number <> OLD.number OR NEW.edition <> OLD.edition OR NEW.debtor <> OLD.debtor OR NEW.source <> OLD.source)
BEGIN SELECT RAISE(ABORT, 'a served plan is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER distribution_claims_keep BEFORE UPDATE OF plan_id, line, case_id, case_no, creditor, court, basis, class, rank, reason, amount, given ON distribution_claims
BEGIN SELECT RAISE(ABORT, 'claims of a plan are replaced as a whole'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER distribution_claims_stay BEFORE DELETE ON distribution_claims
WHEN (SELECT state FROM distributions WHERE id = OLD.plan_id) <> '草案'
BEGIN SELECT RAISE(ABORT, 'a served plan is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER distribution_claims_new BEFORE INSERT ON distribution_claims
WHEN (SELECT state FROM distributions WHERE id = NEW.plan_id) <> '草案'
BEGIN SELECT RAISE(ABORT, 'a served plan is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER distribution_payments_keep BEFORE UPDATE ON distribution_payments
BEGIN SELECT RAISE(ABORT, 'payments of a plan are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER distribution_payments_stay BEFORE DELETE ON distribution_payments
BEGIN SELECT RAISE(ABORT, 'payments of a plan are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER settlements_stay BEFORE DELETE ON settlements
BEGIN SELECT RAISE(ABORT, 'settlements are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER settlement_payments_stay BEFORE DELETE ON settlement_payments
BEGIN SELECT RAISE(ABORT, 'payments of a settlement are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER goods_stay BEFORE DELETE ON goods
BEGIN SELECT RAISE(ABORT, 'seized items are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER goods_moves_keep BEFORE UPDATE ON goods_moves
BEGIN SELECT RAISE(ABORT, 'moves of seized items are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER goods_moves_stay BEFORE DELETE ON goods_moves
BEGIN SELECT RAISE(ABORT, 'moves of seized items are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER stock_lines_stay BEFORE DELETE ON stock_lines
BEGIN SELECT RAISE(ABORT, 'lines of a stock-taking are never deleted'); END;
-- +goose StatementEnd
