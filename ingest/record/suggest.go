package record

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// oneOf lists what is allowed, and names what was probably meant.
func oneOf(allowed []string, found string) string {
	s := "one of " + strings.Join(allowed, ", ")
	if len(allowed) == 1 {
		s = allowed[0]
	}
	if near := nearest(allowed, found); near != "" {
		s += "; did you mean " + near + "?"
	}
	return s
}

// nearest is the allowed word that is at most about a third away from the one found; empty where none is.
func nearest(allowed []string, found string) string {
	if len(found) > 60 {
		return ""
	}
	found = loose(found)
	best, at := "", max(1, (len(found)+1)/3)+1
	for _, a := range allowed {
		d := levenshtein.ComputeDistance(loose(a), found)
		if sorted(loose(a)) == sorted(found) {
			d = min(d, 1) // letters that changed places
		}
		if d < at {
			best, at = a, d
		}
	}
	return best
}

var joints = strings.NewReplacer("_", "", "-", "", " ", "")

func sorted(s string) string {
	b := []byte(s)
	slices.Sort(b)
	return string(b)
}

func loose(s string) string { return strings.ToLower(joints.Replace(s)) }
