-- A measure that another one was put before, entered later with an earlier day,
-- says so until its officer has seen it. The indexes serve the first pages and
-- the counts of the lists of measures and properties, and those of a group.

-- +goose Up
ALTER TABLE measures ADD COLUMN displaced_on TEXT NOT NULL DEFAULT '';
ALTER TABLE measures ADD COLUMN displacer TEXT NOT NULL DEFAULT '';
CREATE INDEX measures_displaced ON measures (case_id) WHERE displaced_on <> '';
CREATE INDEX measures_listed ON measures (until, id) WHERE case_id IS NOT NULL;
CREATE INDEX properties_listed ON properties (kind, condition) WHERE void = '';
CREATE INDEX cases_by_group ON cases (grp);
