package assets

import (
	"embed"
	"io/fs"
)

//go:embed law/*.toml
var lawData embed.FS

// Law holds the dated data of the law at its top level: articles.toml,
// parameters.toml, holidays.toml, nodes.toml, closure.toml, fees.toml.
func Law() fs.FS {
	sub, err := fs.Sub(lawData, "law")
	if err != nil {
		panic("assets: the law folder is not embedded: " + err.Error())
	}
	return sub
}
