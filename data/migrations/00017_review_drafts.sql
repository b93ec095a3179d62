-- What a reviewer noted before the verdict, and what the officer did about the
-- findings of the review before.

-- +goose Up
ALTER TABLE reviews ADD COLUMN draft TEXT NOT NULL DEFAULT ''; -- JSON
ALTER TABLE reviews ADD COLUMN earlier TEXT NOT NULL DEFAULT '[]'; -- JSON
