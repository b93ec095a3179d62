-- Coercive measures against people (罚款, 拘留, 搜查 …) and the crime of refusing
-- to obey (拒执): each has a head and steps in the order they happened. A step is
-- never changed; one entered in error is void. state follows from the steps and
-- is kept for lists.

-- +goose Up
CREATE TABLE coercions (
  id         INTEGER PRIMARY KEY,
  version    BIGINT  NOT NULL,
  number     TEXT    NOT NULL UNIQUE,
  kind       TEXT    NOT NULL,
  case_id    BIGINT  NOT NULL REFERENCES cases (id),
  person     TEXT    NOT NULL,
  person_id  TEXT    NOT NULL,
  company    BOOLEAN NOT NULL,
  role       TEXT    NOT NULL,
  address    TEXT    NOT NULL,
  ground     TEXT    NOT NULL,
  facts      TEXT    NOT NULL,
  conduct_on TEXT    NOT NULL,
  applied    TEXT    NOT NULL,
  amount     BIGINT  NOT NULL CHECK (amount >= 0),
  days       BIGINT  NOT NULL CHECK (days >= 0),
  place      TEXT    NOT NULL,
  until_date TEXT    NOT NULL,
  content    TEXT    NOT NULL,
  urgent     BOOLEAN NOT NULL,
  state      TEXT    NOT NULL,
  made_by    TEXT    NOT NULL,
  made_by_id BIGINT  NOT NULL,
  made_at    TEXT    NOT NULL
);
CREATE INDEX coercions_by_case ON coercions (case_id);
CREATE INDEX coercions_by_state ON coercions (state);
CREATE INDEX coercions_by_person ON coercions (person_id, person);

CREATE TABLE crime_files (
  id         INTEGER PRIMARY KEY,
  version    BIGINT  NOT NULL,
  number     TEXT    NOT NULL UNIQUE,
  case_id    BIGINT  NOT NULL REFERENCES cases (id),
  suspect    TEXT    NOT NULL,
  suspect_id TEXT    NOT NULL,
  company    BOOLEAN NOT NULL,
  address    TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  found_on   TEXT    NOT NULL,
  conduct_on TEXT    NOT NULL,
  situation  TEXT    NOT NULL,
  grave      BOOLEAN NOT NULL,
  facts      TEXT    NOT NULL,
  ability    TEXT    NOT NULL,
  harm       TEXT    NOT NULL,
  state      TEXT    NOT NULL,
  made_by    TEXT    NOT NULL,
  made_at    TEXT    NOT NULL
);
CREATE INDEX crime_files_by_case ON crime_files (case_id);
CREATE INDEX crime_files_by_state ON crime_files (state);
CREATE INDEX crime_files_by_suspect ON crime_files (suspect_id, suspect);

-- A step belongs to a measure or to a crime file.
CREATE TABLE course_steps (
  id          INTEGER PRIMARY KEY,
  coercion_id BIGINT REFERENCES coercions (id),
  crime_id    BIGINT REFERENCES crime_files (id),
  kind        TEXT   NOT NULL,
  on_date     TEXT   NOT NULL,
  on_time     TEXT   NOT NULL,
  until_date  TEXT   NOT NULL,
  amount      BIGINT NOT NULL CHECK (amount >= 0),
  days        BIGINT NOT NULL CHECK (days >= 0),
  months      BIGINT NOT NULL CHECK (months >= 0),
  probation   BIGINT NOT NULL CHECK (probation >= 0),
  unit        TEXT   NOT NULL,
  number      TEXT   NOT NULL,
  result      TEXT   NOT NULL,
  words       TEXT   NOT NULL,
  made_by     TEXT   NOT NULL,
  made_by_id  BIGINT NOT NULL,
  made_at     TEXT   NOT NULL,
  void        TEXT   NOT NULL,
  CHECK ((coercion_id IS NULL) <> (crime_id IS NULL))
);
CREATE INDEX course_steps_by_coercion ON course_steps (coercion_id) WHERE coercion_id IS NOT NULL;
CREATE INDEX course_steps_by_crime ON course_steps (crime_id) WHERE crime_id IS NOT NULL;

-- Which papers were made for a measure or a file.
CREATE TABLE course_papers (
  paper_id    BIGINT PRIMARY KEY REFERENCES papers (id),
  coercion_id BIGINT REFERENCES coercions (id),
  crime_id    BIGINT REFERENCES crime_files (id),
  CHECK ((coercion_id IS NULL) <> (crime_id IS NULL))
);
CREATE INDEX course_papers_by_coercion ON course_papers (coercion_id) WHERE coercion_id IS NOT NULL;
CREATE INDEX course_papers_by_crime ON course_papers (crime_id) WHERE crime_id IS NOT NULL;

CREATE TABLE crime_evidence (
  id       INTEGER PRIMARY KEY,
  file_id  BIGINT NOT NULL REFERENCES crime_files (id),
  kind     TEXT   NOT NULL,
  title    TEXT   NOT NULL,
  paper_id BIGINT REFERENCES papers (id),
  scan_id  BIGINT REFERENCES scans (id),
  copies   BIGINT NOT NULL CHECK (copies > 0),
  note     TEXT   NOT NULL,
  made_by  TEXT   NOT NULL,
  made_at  TEXT   NOT NULL,
  void     TEXT   NOT NULL
);
CREATE INDEX crime_evidence_by_file ON crime_evidence (file_id);

CREATE TABLE joint_meetings (
  id      INTEGER PRIMARY KEY,
  version BIGINT  NOT NULL,
  number  TEXT    NOT NULL UNIQUE,
  on_date TEXT    NOT NULL,
  place   TEXT    NOT NULL,
  attend  TEXT    NOT NULL,
  minutes TEXT    NOT NULL,
  held    BOOLEAN NOT NULL,
  made_by TEXT    NOT NULL,
  made_at TEXT    NOT NULL
);

CREATE TABLE meeting_matters (
  id         INTEGER PRIMARY KEY,
  meeting_id BIGINT NOT NULL REFERENCES joint_meetings (id),
  file_id    BIGINT REFERENCES crime_files (id), -- none: a general matter
  topic      TEXT   NOT NULL,
  decision   TEXT   NOT NULL,
  unit       TEXT   NOT NULL,
  due        TEXT   NOT NULL,
  done       TEXT   NOT NULL,
  done_note  TEXT   NOT NULL
);
CREATE INDEX meeting_matters_by_meeting ON meeting_matters (meeting_id);
CREATE INDEX meeting_matters_open ON meeting_matters (file_id) WHERE done = '';

-- +goose StatementBegin
CREATE TRIGGER course_steps_keep BEFORE UPDATE OF id, coercion_id, crime_id, kind, on_date, on_time, until_date, amount, days, months, probation, unit, number, result, words, made_by, made_by_id, made_at ON course_steps
BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER course_steps_stay BEFORE DELETE ON course_steps
BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;
-- +goose StatementEnd
