package main

import "time"

// clock is the time the program goes by; the end-to-end tests set another day
// to let months pass.
var clock = time.Now
