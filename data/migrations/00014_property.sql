-- Properties of debtors and the measures on them. One thing is one property,
-- however many cases reach for it; property_keys holds what it is found by.
-- since and until of a measure follow from all measures on its property and are
-- kept so that the list of those that end is read from an index; settled marks
-- those that nobody has to look at any more.

-- +goose Up
CREATE TABLE properties (
  id         INTEGER PRIMARY KEY,
  version    BIGINT NOT NULL,
  case_id    BIGINT NOT NULL REFERENCES cases (id),
  kind       TEXT   NOT NULL,
  owner      TEXT   NOT NULL,
  owner_id   TEXT   NOT NULL,
  tie        TEXT   NOT NULL,
  holder     TEXT   NOT NULL,
  source     TEXT   NOT NULL,
  found      TEXT   NOT NULL,
  facts      TEXT   NOT NULL, -- JSON, by label
  line       TEXT   NOT NULL, -- the facts in one line, as lists show them
  value      BIGINT NOT NULL CHECK (value >= 0),
  burden     TEXT   NOT NULL,
  burden_sum BIGINT NOT NULL CHECK (burden_sum >= 0),
  exempt     TEXT   NOT NULL,
  condition  TEXT   NOT NULL,
  why        TEXT   NOT NULL,
  note       TEXT   NOT NULL,
  void       TEXT   NOT NULL,
  made_by    TEXT   NOT NULL,
  made_at    TEXT   NOT NULL
);
CREATE INDEX properties_by_owner ON properties (owner_id);
CREATE INDEX properties_by_owner_name ON properties (owner);

CREATE TABLE property_cases (
  property_id BIGINT NOT NULL REFERENCES properties (id),
  case_id     BIGINT NOT NULL REFERENCES cases (id),
  PRIMARY KEY (property_id, case_id)
);
CREATE INDEX property_cases_by_case ON property_cases (case_id);

CREATE TABLE property_keys (
  key         TEXT   NOT NULL,
  property_id BIGINT NOT NULL REFERENCES properties (id),
  PRIMARY KEY (key, property_id)
);
CREATE INDEX property_keys_by_property ON property_keys (property_id);

CREATE TABLE measures (
  id          INTEGER PRIMARY KEY,
  version     BIGINT  NOT NULL,
  property_id BIGINT  NOT NULL REFERENCES properties (id),
  case_id     BIGINT  REFERENCES cases (id), -- none: another court's
  case_no     TEXT    NOT NULL,
  court       TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  waits       BOOLEAN NOT NULL,
  preview     BOOLEAN NOT NULL,
  protection  BOOLEAN NOT NULL,
  origin      TEXT    NOT NULL, -- 保全案号
  on_date     TEXT    NOT NULL,
  rank        BIGINT  NOT NULL,
  months      BIGINT  NOT NULL,
  fixed       TEXT    NOT NULL,
  ruling      TEXT    NOT NULL,
  unit        TEXT    NOT NULL,
  place       TEXT    NOT NULL,
  keeper      TEXT    NOT NULL,
  amount      BIGINT  NOT NULL CHECK (amount >= 0),
  since       TEXT    NOT NULL,
  until       TEXT    NOT NULL,
  ended       TEXT    NOT NULL,
  end_why     TEXT    NOT NULL,
  end_paper   TEXT    NOT NULL,
  lapse_note  TEXT    NOT NULL,
  again       BIGINT  REFERENCES measures (id),
  converted   TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  void        TEXT    NOT NULL,
  settled     BOOLEAN NOT NULL,
  made_by     TEXT    NOT NULL,
  made_at     TEXT    NOT NULL
);
CREATE INDEX measures_by_property ON measures (property_id);
CREATE INDEX measures_by_case ON measures (case_id);
CREATE INDEX measures_by_end ON measures (settled, until, since, case_id);

CREATE TABLE measure_renewals (
  id         INTEGER PRIMARY KEY,
  measure_id BIGINT NOT NULL REFERENCES measures (id),
  asked      TEXT   NOT NULL,
  ruled      TEXT   NOT NULL,
  ruling     TEXT   NOT NULL,
  old        TEXT   NOT NULL,
  until      TEXT   NOT NULL,
  received   TEXT   NOT NULL,
  void       TEXT   NOT NULL,
  made_by    TEXT   NOT NULL,
  made_at    TEXT   NOT NULL
);
CREATE INDEX measure_renewals_by_measure ON measure_renewals (measure_id);

-- What "whose case is it" looks people up by.
CREATE INDEX parties_by_phone ON parties (phone);
CREATE INDEX parties_by_account ON parties (bank_account);
