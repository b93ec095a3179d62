-- What moves on the bank account without a case, what was there on the day the
-- books begin, why money lies undistributed, and the lines of the bank's
-- statements that the books are compared with.

-- Items: interest, fees, putting fees back, openings that no receipt can say.
CREATE TABLE fund_items (
  id          INTEGER PRIMARY KEY,
  number      TEXT   NOT NULL UNIQUE,
  kind        TEXT   NOT NULL,
  fund        TEXT   NOT NULL, -- of openings
  case_id     BIGINT REFERENCES cases (id),
  bank_id     BIGINT REFERENCES fund_accounts (id),
  date        TEXT   NOT NULL,
  booked      TEXT   NOT NULL,
  bank_ref    TEXT   NOT NULL,
  amount      BIGINT NOT NULL CHECK (amount > 0),
  note        TEXT   NOT NULL,
  origin      TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  made_by     TEXT   NOT NULL,
  made_by_id  BIGINT REFERENCES users (id),
  made_at     TEXT   NOT NULL,
  decided_by  TEXT   NOT NULL,
  decided_at  TEXT   NOT NULL,
  decision    TEXT   NOT NULL,
  reversed_on TEXT   NOT NULL,
  reversed_by TEXT   NOT NULL,
  reversed_at TEXT   NOT NULL,
  reason      TEXT   NOT NULL
);
CREATE INDEX fund_items_by_ref ON fund_items (bank_ref) WHERE bank_ref <> '';
CREATE INDEX fund_items_by_state ON fund_items (state, date);

-- Rows of opening balances, by what they are known by when they come again.
CREATE TABLE fund_openings (
  mark       TEXT   PRIMARY KEY,
  receipt_id BIGINT REFERENCES receipts (id),
  item_id    BIGINT REFERENCES fund_items (id)
);
CREATE INDEX receipts_of_openings ON receipts (id) WHERE way = '期初结转';

-- Why money lies undistributed; the newest of a case, or of a receipt, counts.
CREATE TABLE fund_causes (
  id         INTEGER PRIMARY KEY,
  case_id    BIGINT REFERENCES cases (id),
  receipt_id BIGINT REFERENCES receipts (id),
  cause      TEXT   NOT NULL,
  reason     TEXT   NOT NULL,
  until      TEXT   NOT NULL,
  made_by    TEXT   NOT NULL,
  made_at    TEXT   NOT NULL,
  CHECK ((case_id IS NULL) <> (receipt_id IS NULL))
);
CREATE INDEX fund_causes_by_case ON fund_causes (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX fund_causes_by_receipt ON fund_causes (receipt_id) WHERE receipt_id IS NOT NULL;

-- Lines of the bank's statements, and those that people wrote down; entry is
-- what in the books belongs to them.
CREATE TABLE fund_bank_lines (
  id         INTEGER PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES fund_accounts (id),
  date       TEXT   NOT NULL,
  mark       TEXT   NOT NULL,
  amount     BIGINT NOT NULL CHECK (amount <> 0), -- came in above zero
  party      TEXT   NOT NULL,
  note       TEXT   NOT NULL,
  by_hand    BIGINT NOT NULL,
  entry      BIGINT UNIQUE REFERENCES fund_entries (seq),
  made_by    TEXT   NOT NULL,
  made_at    TEXT   NOT NULL,
  UNIQUE (account_id, mark, date, amount) -- one transfer and its fee have one reference
);
CREATE INDEX fund_bank_lines_open ON fund_bank_lines (account_id, date) WHERE entry IS NULL;
CREATE INDEX fund_bank_lines_by_date ON fund_bank_lines (date);
CREATE INDEX fund_bank_lines_by_mark ON fund_bank_lines (mark);

-- The days of which the bank's lines are known.
CREATE TABLE fund_bank_spans (
  account_id BIGINT NOT NULL REFERENCES fund_accounts (id),
  first      TEXT   NOT NULL,
  last       TEXT   NOT NULL,
  PRIMARY KEY (account_id, first, last)
);

-- Entries that a person says had not reached the bank.
CREATE TABLE fund_transit (
  entry      BIGINT NOT NULL REFERENCES fund_entries (seq),
  account_id BIGINT NOT NULL REFERENCES fund_accounts (id),
  note       TEXT   NOT NULL,
  made_by    TEXT   NOT NULL,
  made_at    TEXT   NOT NULL,
  PRIMARY KEY (entry, account_id)
);

CREATE INDEX fund_entries_by_voucher ON fund_entries (voucher);

-- Guards in SQLite's own trigger language, as in 00004.
CREATE TRIGGER fund_items_stay BEFORE DELETE ON fund_items
BEGIN SELECT RAISE(ABORT, 'items are never deleted'); END;
CREATE TRIGGER fund_items_keep BEFORE UPDATE ON fund_items
WHEN NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind OR NEW.fund <> OLD.fund OR NEW.case_id IS NOT OLD.case_id
  OR NEW.bank_id IS NOT OLD.bank_id OR NEW.date <> OLD.date OR NEW.amount <> OLD.amount OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at
BEGIN SELECT RAISE(ABORT, 'what an item says is never changed'); END;
CREATE TRIGGER fund_causes_keep BEFORE UPDATE ON fund_causes
BEGIN SELECT RAISE(ABORT, 'causes are append-only'); END;
CREATE TRIGGER fund_causes_stay BEFORE DELETE ON fund_causes
BEGIN SELECT RAISE(ABORT, 'causes are append-only'); END;
-- Only the entry a line belongs to may change; a line of the bank stays.
CREATE TRIGGER fund_bank_lines_keep BEFORE UPDATE ON fund_bank_lines
WHEN NEW.id <> OLD.id OR NEW.account_id <> OLD.account_id OR NEW.date <> OLD.date OR NEW.mark <> OLD.mark OR NEW.amount <> OLD.amount
BEGIN SELECT RAISE(ABORT, 'a line of the bank is never changed'); END;
CREATE TRIGGER fund_bank_lines_stay BEFORE DELETE ON fund_bank_lines
WHEN OLD.by_hand = 0
BEGIN SELECT RAISE(ABORT, 'a line of the bank is never deleted'); END;
