-- An event that was entered by mistake stays, with why it does not count.

-- +goose Up
ALTER TABLE case_events ADD COLUMN void TEXT NOT NULL DEFAULT '';
