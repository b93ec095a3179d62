-- Sales of properties. A sale is one document: its tries at a price, rounds and
-- offers belong to it alone and are never asked for by themselves, so they are
-- kept as JSON; stage, step and due follow from them and are kept so that lists
-- and warnings are read from an index.

-- +goose Up
CREATE TABLE sales (
  id          INTEGER PRIMARY KEY,
  version     BIGINT NOT NULL,
  case_id     BIGINT NOT NULL REFERENCES cases (id),
  property_id BIGINT NOT NULL REFERENCES properties (id),
  begun       TEXT   NOT NULL,
  stage       TEXT   NOT NULL,
  step        TEXT   NOT NULL,
  due         TEXT   NOT NULL,
  basis       TEXT   NOT NULL,
  kept        BIGINT NOT NULL, -- of the debt, paid with the thing itself
  body        TEXT   NOT NULL, -- JSON
  made_by     TEXT   NOT NULL,
  made_at     TEXT   NOT NULL
);
CREATE INDEX sales_by_case ON sales (case_id);
CREATE INDEX sales_by_property ON sales (property_id);
CREATE INDEX sales_by_stage ON sales (stage, due);

-- One receipt belongs to one sale.
CREATE TABLE sale_receipts (
  receipt_id BIGINT PRIMARY KEY REFERENCES receipts (id),
  sale_id    BIGINT NOT NULL REFERENCES sales (id),
  round      BIGINT NOT NULL -- counted from 1; 0 for the gap of one taken for the debt
);
CREATE INDEX sale_receipts_by_sale ON sale_receipts (sale_id);

-- +goose StatementBegin
CREATE TRIGGER sales_stay BEFORE DELETE ON sales
BEGIN SELECT RAISE(ABORT, 'sales are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sale_receipts_keep BEFORE UPDATE ON sale_receipts
BEGIN SELECT RAISE(ABORT, 'money of a sale is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sale_receipts_stay BEFORE DELETE ON sale_receipts
BEGIN SELECT RAISE(ABORT, 'money of a sale is append-only'); END;
-- +goose StatementEnd
