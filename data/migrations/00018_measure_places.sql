-- A measure that another one was put before, entered later with an earlier day,
-- says so until its officer has seen it.

-- +goose Up
ALTER TABLE measures ADD COLUMN displaced_on TEXT NOT NULL DEFAULT '';
ALTER TABLE measures ADD COLUMN displacer TEXT NOT NULL DEFAULT '';
CREATE INDEX measures_displaced ON measures (case_id) WHERE displaced_on <> '';
