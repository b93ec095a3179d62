package assets

import _ "embed"

//go:embed sample/court.toml
var sampleCourt []byte

// SampleCourt gives the data of the invented example court, as TOML.
func SampleCourt() []byte { return sampleCourt }
