package neo4j

import (
	"fmt"
	"regexp"
	"strings"
)

// The server sorts stored text by code point, but compares it with a parameter by UTF-16 units. The two orders differ where
// the first character that is not the same is beyond U+FFFF in the one text and from U+E000 to U+FFFF in the other: there
// UTF-16 has the one beyond first. So a comparison with a text that has such characters names the texts that it would put on
// the wrong side.

// beyond compares a text with a bound parameter by code point: whether it is greater, or less where down.
func (c *compiler) beyond(v, text, bound string, down bool) string {
	op := ">"
	if down {
		op = "<"
	}
	plain := fmt.Sprintf("%s %s %s", v, op, bound)
	greater, less := misplaced(text)
	if down {
		greater, less = less, greater
	}
	if greater != "" {
		plain = fmt.Sprintf("(%s OR %s =~ %s)", plain, v, c.bind(greater))
	}
	if less != "" {
		plain = fmt.Sprintf("(%s AND NOT %s =~ %s)", plain, v, c.bind(less))
	}
	return plain
}

// misplacedLimit bounds the patterns. Texts that are the same up to so many characters of these kinds may be misplaced.
const misplacedLimit = 64

// misplaced gives patterns of the texts that are greater than a text by code point but less by UTF-16, and the other way
// round; empty where there are none.
func misplaced(text string) (greater, less string) {
	var over, under []string
	for i, r := range text {
		if len(over)+len(under) == misplacedLimit {
			break
		}
		switch same := regexp.QuoteMeta(text[:i]); {
		case r > 0xFFFF:
			under = append(under, same+`[\x{E000}-\x{FFFF}]`)
		case r >= 0xE000:
			over = append(over, same+`[\x{10000}-\x{10FFFF}]`)
		}
	}
	return pattern(over), pattern(under)
}

func pattern(starts []string) string {
	if len(starts) == 0 {
		return ""
	}
	return "(?s)(?:" + strings.Join(starts, "|") + ").*"
}
