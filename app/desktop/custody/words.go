package custody

import (
	"fmt"
	"math/big"
	"strings"

	"zhixing/app/court"
)

// spaced joins texts that are not empty.
func spaced(texts ...string) string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, "　")
}

// percent gives the share of a in b with two decimals, "" for none.
func percent(a, b court.Money) string {
	if b == 0 {
		return ""
	}
	return new(big.Rat).SetFrac64(int64(a)*100, int64(b)).FloatString(2) + "%"
}

// leftWords says how many days are left until a day, or since when it is past.
func leftWords(days int) string {
	switch {
	case days < 0:
		return fmt.Sprintf("超 %d 天", -days)
	case days == 0:
		return "今日"
	}
	return fmt.Sprintf("剩 %d 天", days)
}
