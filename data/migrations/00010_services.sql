-- The register of service (送达登记), one line for each attempt to bring a paper
-- to a recipient, and the addresses that recipients gave.

-- +goose Up
CREATE TABLE services (
  id       INTEGER PRIMARY KEY,
  case_id  BIGINT NOT NULL REFERENCES cases (id),
  paper_id BIGINT REFERENCES papers (id),
  form     TEXT   NOT NULL,
  paper    TEXT   NOT NULL,
  paper_no TEXT   NOT NULL,
  dated    TEXT   NOT NULL,
  to_whom  TEXT   NOT NULL,
  role     TEXT   NOT NULL,
  address  TEXT   NOT NULL,
  postcode TEXT   NOT NULL,
  way      TEXT   NOT NULL,
  sent     TEXT   NOT NULL,
  tracking TEXT   NOT NULL,
  witness  TEXT   NOT NULL,
  medium   TEXT   NOT NULL,
  through  TEXT   NOT NULL,
  why      TEXT   NOT NULL,
  result   TEXT   NOT NULL,
  served   TEXT   NOT NULL,
  receipt  TEXT   NOT NULL,
  note     TEXT   NOT NULL,
  replaces BIGINT UNIQUE REFERENCES services (id), -- a line is replaced once
  reason   TEXT   NOT NULL,
  made_by  TEXT   NOT NULL,
  made_at  TEXT   NOT NULL
);
CREATE INDEX services_by_case ON services (case_id);
CREATE INDEX services_by_result ON services (result, way, case_id);

CREATE TABLE service_addresses (
  id        INTEGER PRIMARY KEY,
  case_id   BIGINT NOT NULL REFERENCES cases (id),
  to_whom   TEXT   NOT NULL,
  role      TEXT   NOT NULL,
  receiver  TEXT   NOT NULL,
  address   TEXT   NOT NULL,
  postcode  TEXT   NOT NULL,
  phone     TEXT   NOT NULL,
  email     TEXT   NOT NULL,
  confirmed TEXT   NOT NULL,
  made_by   TEXT   NOT NULL,
  made_at   TEXT   NOT NULL
);
CREATE INDEX service_addresses_by_case ON service_addresses (case_id);

-- What was recorded stays; a mistake is replaced (SQLite).
-- +goose StatementBegin
CREATE TRIGGER services_keep BEFORE UPDATE ON services
BEGIN SELECT RAISE(ABORT, 'services are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER services_stay BEFORE DELETE ON services
BEGIN SELECT RAISE(ABORT, 'services are append-only'); END;
-- +goose StatementEnd
