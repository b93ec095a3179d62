package assets

import _ "embed"

//go:embed icons/zhixing.png
var icon []byte

// Icon is the program's icon, a PNG of 256 by 256. Read only.
func Icon() []byte { return icon }
