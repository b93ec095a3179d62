-- Listings of those who break faith, limits of consumption, their exposure, and
-- letters about debtors who hold a public office. settled marks those of which
-- nothing can fall due any more; shown counts the exposures that still stand.

-- +goose Up
CREATE TABLE listings (
  id         INTEGER PRIMARY KEY,
  version    BIGINT  NOT NULL,
  case_id    BIGINT  NOT NULL REFERENCES cases (id),
  kind       TEXT    NOT NULL,
  debtor     TEXT    NOT NULL,
  debtor_id  TEXT    NOT NULL,
  party      TEXT    NOT NULL,
  start      TEXT    NOT NULL,
  asked      TEXT    NOT NULL,
  persons    TEXT    NOT NULL, -- JSON
  ground     BIGINT  NOT NULL,
  facts      TEXT    NOT NULL,
  checks     TEXT    NOT NULL, -- JSON
  decision   TEXT    NOT NULL,
  decided    TEXT    NOT NULL,
  decider    TEXT    NOT NULL,
  reason     TEXT    NOT NULL,
  extra      BIGINT  NOT NULL,
  until      TEXT    NOT NULL,
  grace      TEXT    NOT NULL,
  paper_no   TEXT    NOT NULL,
  signed_by  TEXT    NOT NULL,
  signed     TEXT    NOT NULL,
  served     TEXT    NOT NULL,
  begun      TEXT    NOT NULL,
  entry      TEXT    NOT NULL,
  steps      TEXT    NOT NULL, -- JSON
  event_ground TEXT  NOT NULL,
  event_way  TEXT    NOT NULL,
  event_on   TEXT    NOT NULL,
  event      TEXT    NOT NULL, -- JSON, one or none
  due        TEXT    NOT NULL,
  ended      TEXT    NOT NULL,
  end_paper  TEXT    NOT NULL,
  exposed    TEXT    NOT NULL, -- JSON
  shown      BIGINT  NOT NULL,
  pleas      TEXT    NOT NULL, -- JSON
  lifts      TEXT    NOT NULL, -- JSON
  settled    BOOLEAN NOT NULL,
  note       TEXT    NOT NULL,
  void       TEXT    NOT NULL,
  made_by    TEXT    NOT NULL,
  made_at    TEXT    NOT NULL
);
CREATE INDEX listings_by_case ON listings (case_id);
CREATE INDEX listings_by_debtor ON listings (debtor_id, debtor);
CREATE INDEX listings_open ON listings (case_id) WHERE settled = FALSE;
CREATE INDEX listings_shown ON listings (case_id) WHERE shown > 0;
-- One of a kind at a time for one debtor of a case.
CREATE UNIQUE INDEX listings_once ON listings (case_id, kind, debtor, debtor_id)
  WHERE void = '' AND (ended = '' OR event_way = '屏蔽') AND NOT (decision = '不纳入' AND decided <> '');

CREATE TABLE office_letters (
  id        INTEGER PRIMARY KEY,
  version   BIGINT NOT NULL,
  case_id   BIGINT NOT NULL REFERENCES cases (id),
  debtor    TEXT   NOT NULL,
  debtor_id TEXT   NOT NULL,
  post      TEXT   NOT NULL,
  recipient TEXT   NOT NULL,
  kind      TEXT   NOT NULL,
  paper_no  TEXT   NOT NULL,
  sent      TEXT   NOT NULL,
  due       TEXT   NOT NULL,
  replied   TEXT   NOT NULL,
  reply     TEXT   NOT NULL,
  proof     TEXT   NOT NULL, -- JSON, one or none
  void      TEXT   NOT NULL,
  made_by   TEXT   NOT NULL,
  made_at   TEXT   NOT NULL
);
CREATE INDEX office_letters_by_case ON office_letters (case_id);
CREATE INDEX office_letters_open ON office_letters (due) WHERE replied = '' AND void = '';
