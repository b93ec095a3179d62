//go:build e2e

package main

import (
	"log"
	"os"
	"time"

	_ "zhixing/app/desktop/probe" // the eye of the end-to-end tests
)

// init moves the clock to the day of ZHIXING_DAY; the time of day goes on.
func init() {
	text := os.Getenv("ZHIXING_DAY")
	if text == "" {
		return
	}
	day, err := time.ParseInLocation(time.DateOnly, text, time.Local)
	if err != nil {
		log.Fatal(err)
	}
	now := time.Now()
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.Local)
	days := int(day.Sub(today).Round(24*time.Hour) / (24 * time.Hour))
	clock = func() time.Time { return time.Now().AddDate(0, 0, days) }
}
