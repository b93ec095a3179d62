-- A plan of distribution was made on a day of its own when it is taken over
-- from before the program; why it was entered later stands with it. An empty
-- day is the day it was entered. Once it was served both stay, as the figures
-- do (the trigger is SQLite's own).

-- +goose Up
ALTER TABLE distributions ADD COLUMN made_on TEXT NOT NULL DEFAULT '';
ALTER TABLE distributions ADD COLUMN late_reason TEXT NOT NULL DEFAULT '';

-- +goose StatementBegin
CREATE TRIGGER distributions_keep_days BEFORE UPDATE ON distributions
WHEN OLD.state <> '草案' AND (NEW.made_on <> OLD.made_on OR NEW.late_reason <> OLD.late_reason)
BEGIN SELECT RAISE(ABORT, 'a served plan is never changed'); END;
-- +goose StatementEnd
