-- What is owed beside the next step of a sale (deposits to give back, the last
-- day of a price): the first of it, kept for lists and warnings as the step is.

-- +goose Up
ALTER TABLE sales ADD COLUMN side TEXT NOT NULL DEFAULT '';
ALTER TABLE sales ADD COLUMN side_due TEXT NOT NULL DEFAULT '';
