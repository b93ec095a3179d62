-- The ledger of case money: accounts, entries with their postings, months that
-- were closed; receipts without a case, payments in several steps. The Go part
-- of this migration posts what receipts and payments there are.
PRAGMA defer_foreign_keys = ON;

-- balance is the sum of the account's postings, debit above zero.
CREATE TABLE fund_accounts (
  id      INTEGER PRIMARY KEY,
  code    TEXT   NOT NULL UNIQUE,
  kind    TEXT   NOT NULL,
  case_id BIGINT REFERENCES cases (id),
  name    TEXT   NOT NULL,
  bank    TEXT   NOT NULL,
  number  TEXT   NOT NULL,
  balance BIGINT NOT NULL
);
CREATE UNIQUE INDEX fund_accounts_by_case ON fund_accounts (case_id, kind) WHERE case_id IS NOT NULL;
CREATE INDEX fund_accounts_by_kind ON fund_accounts (kind, balance, case_id);

-- Money without a case has no case_id; source is the receipt it was assigned from.
CREATE TABLE receipts_new (
  id          INTEGER PRIMARY KEY,
  case_id     BIGINT REFERENCES cases (id),
  fund        TEXT   NOT NULL,
  number      TEXT   NOT NULL,
  date        TEXT   NOT NULL,
  booked      TEXT   NOT NULL,
  payer       TEXT   NOT NULL,
  payer_no    TEXT   NOT NULL,
  way         TEXT   NOT NULL,
  bank_id     BIGINT REFERENCES fund_accounts (id),
  bank_ref    TEXT   NOT NULL,
  amount      BIGINT NOT NULL,
  note        TEXT   NOT NULL,
  over_reason TEXT   NOT NULL,
  source      BIGINT REFERENCES receipts_new (id),
  reverses    BIGINT UNIQUE REFERENCES receipts_new (id),
  reason      TEXT   NOT NULL,
  made_by     TEXT   NOT NULL,
  made_at     TEXT   NOT NULL,
  CHECK (reverses IS NULL AND amount > 0 OR reverses IS NOT NULL AND amount < 0),
  CHECK (case_id IS NULL AND fund <> '案款' OR case_id IS NOT NULL AND fund = '案款')
);
INSERT INTO receipts_new (id, case_id, fund, number, date, booked, payer, payer_no, way, bank_ref, amount, note, over_reason, reverses, reason, made_by, made_at)
  SELECT id, case_id, '案款', number, date, '', payer, '', way, bank_ref, amount, note, '', reverses, reason, made_by, made_at FROM receipts ORDER BY id;
DROP TABLE receipts;
ALTER TABLE receipts_new RENAME TO receipts;
CREATE UNIQUE INDEX receipts_by_number ON receipts (number) WHERE number <> '';
CREATE INDEX receipts_by_case ON receipts (case_id, amount);
CREATE INDEX receipts_by_source ON receipts (source, amount) WHERE source IS NOT NULL;
CREATE INDEX receipts_by_ref ON receipts (bank_ref) WHERE bank_ref <> '';
CREATE INDEX receipts_by_booking ON receipts (booked, date, amount) WHERE source IS NULL;
CREATE INDEX receipts_of_pools ON receipts (fund, id) WHERE case_id IS NULL;

CREATE TABLE disbursements_new (
  id           INTEGER PRIMARY KEY,
  case_id      BIGINT REFERENCES cases (id),
  kind         TEXT   NOT NULL,
  fund         TEXT   NOT NULL,
  source       BIGINT REFERENCES receipts (id),
  number       TEXT   NOT NULL,
  payee        TEXT   NOT NULL,
  payee_bank   TEXT   NOT NULL,
  payee_no     TEXT   NOT NULL,
  amount       BIGINT NOT NULL CHECK (amount >= 0),
  deductions   TEXT   NOT NULL, -- JSON
  total        BIGINT NOT NULL CHECK (total > 0), -- amount and deductions
  note         TEXT   NOT NULL,
  panel        TEXT   NOT NULL,
  state        TEXT   NOT NULL,
  asked_by     TEXT   NOT NULL,
  asked_by_id  BIGINT REFERENCES users (id),
  asked_at     TEXT   NOT NULL,
  needs        TEXT   NOT NULL, -- roles
  steps        TEXT   NOT NULL, -- JSON
  decided_by   TEXT   NOT NULL,
  decided_at   TEXT   NOT NULL,
  decision     TEXT   NOT NULL,
  batch        TEXT   NOT NULL,
  paid_on      TEXT   NOT NULL,
  paid_by      TEXT   NOT NULL,
  paid_by_id   BIGINT REFERENCES users (id),
  paid_at      TEXT   NOT NULL,
  bank_id      BIGINT REFERENCES fund_accounts (id),
  bank_ref     TEXT   NOT NULL,
  withdrawn_by TEXT   NOT NULL,
  withdrawn_at TEXT   NOT NULL,
  reversed_on  TEXT   NOT NULL,
  reversed_by  TEXT   NOT NULL,
  reversed_at  TEXT   NOT NULL,
  reason       TEXT   NOT NULL
);
INSERT INTO disbursements_new (id, case_id, kind, fund, number, payee, payee_bank, payee_no, amount, deductions, total, note, panel, state,
    asked_by, asked_by_id, asked_at, needs, steps, decided_by, decided_at, decision, batch, paid_on, paid_by, paid_at, bank_ref, withdrawn_by, withdrawn_at,
    reversed_on, reversed_by, reversed_at, reason)
  SELECT id, case_id, '发放', '案款', number, payee, payee_bank, payee_no, amount, deductions, total, note, '', state,
    asked_by, asked_by_id, asked_at, char(10) || '执行局长' || char(10), '[]', decided_by, decided_at, decision, '', paid_on, paid_by, '', bank_ref, '', '',
    reversed_on, reversed_by, '', reason FROM disbursements ORDER BY id;
DROP TABLE disbursements;
ALTER TABLE disbursements_new RENAME TO disbursements;
CREATE UNIQUE INDEX disbursements_by_number ON disbursements (number) WHERE number <> '';
CREATE INDEX disbursements_by_case ON disbursements (case_id, fund, state, total);
CREATE INDEX disbursements_by_state ON disbursements (state, paid_on, kind, amount);
CREATE INDEX disbursements_by_source ON disbursements (source, state, total) WHERE source IS NOT NULL;
CREATE INDEX disbursements_by_fund ON disbursements (fund, state, total) WHERE fund <> '案款';

-- An entry is undone once: reverses is unique.
CREATE TABLE fund_entries (
  seq        INTEGER PRIMARY KEY, -- from 1 without gaps
  date       TEXT   NOT NULL,
  kind       TEXT   NOT NULL,
  memo       TEXT   NOT NULL,
  voucher    TEXT   NOT NULL,
  receipt_id BIGINT REFERENCES receipts (id),
  payment_id BIGINT REFERENCES disbursements (id),
  reverses   BIGINT UNIQUE REFERENCES fund_entries (seq),
  made_by    TEXT   NOT NULL,
  made_at    TEXT   NOT NULL,
  prev_hash  TEXT   NOT NULL,
  hash       TEXT   NOT NULL
);
CREATE INDEX fund_entries_by_date ON fund_entries (date);
CREATE INDEX fund_entries_by_receipt ON fund_entries (receipt_id) WHERE receipt_id IS NOT NULL;
CREATE INDEX fund_entries_by_payment ON fund_entries (payment_id) WHERE payment_id IS NOT NULL;

CREATE TABLE fund_postings (
  entry      BIGINT NOT NULL REFERENCES fund_entries (seq),
  line       BIGINT NOT NULL,
  account_id BIGINT NOT NULL REFERENCES fund_accounts (id),
  amount     BIGINT NOT NULL CHECK (amount <> 0), -- debit above zero
  PRIMARY KEY (entry, line)
);
CREATE INDEX fund_postings_by_account ON fund_postings (account_id, entry, amount);

-- Cash and bills that reached the bank.
CREATE TABLE fund_bankings (
  receipt_id BIGINT PRIMARY KEY REFERENCES receipts (id),
  date       TEXT   NOT NULL,
  bank_id    BIGINT REFERENCES fund_accounts (id),
  bank_ref   TEXT   NOT NULL,
  note       TEXT   NOT NULL,
  made_by    TEXT   NOT NULL,
  made_at    TEXT   NOT NULL
);

-- Officers informed of money that came in.
CREATE TABLE fund_told (
  receipt_id BIGINT PRIMARY KEY REFERENCES receipts (id),
  date       TEXT   NOT NULL,
  made_by    TEXT   NOT NULL,
  made_at    TEXT   NOT NULL
);

CREATE TABLE fund_deferrals (
  id          INTEGER PRIMARY KEY,
  case_id     BIGINT NOT NULL REFERENCES cases (id),
  cause       TEXT   NOT NULL,
  note        TEXT   NOT NULL,
  until       TEXT   NOT NULL,
  asked_by    TEXT   NOT NULL,
  asked_by_id BIGINT REFERENCES users (id),
  asked_at    TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  decided_by  TEXT   NOT NULL,
  decided_at  TEXT   NOT NULL,
  decision    TEXT   NOT NULL,
  ended       TEXT   NOT NULL
);
CREATE INDEX fund_deferrals_by_case ON fund_deferrals (case_id);
CREATE INDEX fund_deferrals_by_state ON fund_deferrals (state);

-- What the bank says an account held at the end of a day.
CREATE TABLE fund_bank_balances (
  account_id BIGINT NOT NULL REFERENCES fund_accounts (id),
  date       TEXT   NOT NULL,
  balance    BIGINT NOT NULL,
  origin     TEXT   NOT NULL,
  made_by    TEXT   NOT NULL,
  made_at    TEXT   NOT NULL,
  PRIMARY KEY (account_id, date)
);

CREATE TABLE fund_months (
  month     TEXT   PRIMARY KEY, -- 2018-11
  figures   TEXT   NOT NULL, -- JSON
  last_seq  BIGINT NOT NULL,
  last_hash TEXT   NOT NULL,
  closed_by TEXT   NOT NULL,
  closed_at TEXT   NOT NULL,
  checked   TEXT   NOT NULL,
  check_at  TEXT   NOT NULL
);

-- Guards in SQLite's own trigger language, as in 00002.
CREATE TRIGGER receipts_keep BEFORE UPDATE ON receipts
BEGIN SELECT RAISE(ABORT, 'receipts are append-only'); END;
CREATE TRIGGER receipts_stay BEFORE DELETE ON receipts
BEGIN SELECT RAISE(ABORT, 'receipts are append-only'); END;
CREATE TRIGGER disbursements_stay BEFORE DELETE ON disbursements
BEGIN SELECT RAISE(ABORT, 'disbursements are never deleted'); END;
-- What was asked for is what is approved and paid, and to whom.
CREATE TRIGGER disbursements_keep BEFORE UPDATE ON disbursements
WHEN NEW.id <> OLD.id OR NEW.case_id IS NOT OLD.case_id OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind OR NEW.fund <> OLD.fund
  OR NEW.source IS NOT OLD.source OR NEW.payee <> OLD.payee OR NEW.payee_bank <> OLD.payee_bank OR NEW.payee_no <> OLD.payee_no
  OR NEW.amount <> OLD.amount OR NEW.deductions <> OLD.deductions OR NEW.total <> OLD.total
BEGIN SELECT RAISE(ABORT, 'what a disbursement asks for is never changed'); END;
CREATE TRIGGER fund_entries_keep BEFORE UPDATE ON fund_entries
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
CREATE TRIGGER fund_entries_stay BEFORE DELETE ON fund_entries
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
CREATE TRIGGER fund_entries_open BEFORE INSERT ON fund_entries
WHEN EXISTS (SELECT 1 FROM fund_months AS m WHERE m.month >= substr(NEW.date, 1, 7))
BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;
CREATE TRIGGER fund_postings_keep BEFORE UPDATE ON fund_postings
BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;
CREATE TRIGGER fund_postings_stay BEFORE DELETE ON fund_postings
BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;
-- Nothing is added to an entry once the next one is there.
CREATE TRIGGER fund_postings_late BEFORE INSERT ON fund_postings
WHEN NEW.entry < (SELECT MAX(e.seq) FROM fund_entries AS e)
BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;
CREATE TRIGGER fund_accounts_stay BEFORE DELETE ON fund_accounts
BEGIN SELECT RAISE(ABORT, 'accounts are never deleted'); END;
CREATE TRIGGER fund_accounts_keep BEFORE UPDATE OF id, code, kind, case_id ON fund_accounts
BEGIN SELECT RAISE(ABORT, 'an account is never changed'); END;
CREATE TRIGGER fund_bankings_keep BEFORE UPDATE ON fund_bankings
BEGIN SELECT RAISE(ABORT, 'bankings are append-only'); END;
CREATE TRIGGER fund_bankings_stay BEFORE DELETE ON fund_bankings
BEGIN SELECT RAISE(ABORT, 'bankings are append-only'); END;
CREATE TRIGGER fund_months_stay BEFORE DELETE ON fund_months
BEGIN SELECT RAISE(ABORT, 'a closed month stays closed'); END;
-- Only the second signature is added.
CREATE TRIGGER fund_months_keep BEFORE UPDATE ON fund_months
WHEN NEW.month <> OLD.month OR NEW.figures <> OLD.figures OR NEW.last_seq <> OLD.last_seq OR NEW.last_hash <> OLD.last_hash
  OR NEW.closed_by <> OLD.closed_by OR NEW.closed_at <> OLD.closed_at OR OLD.checked <> ''
BEGIN SELECT RAISE(ABORT, 'a closed month stays closed'); END;
