package extract

import (
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/extract/figure"
)

// moment is a day, with a start time where one is printed beside it, and where it stands in a cleaned text.
type moment struct {
	day       string // 2025-07-08
	start     string // 18:00; empty where not printed
	from, to  int
	elsewhere bool // the day of another meeting, or of a publication
}

func hasDay(text string) bool { return len(days(text)) > 0 }

// days are the whole days that a text prints. What is coarser than a day, or has no year, is none.
func days(text string) (out []moment) {
	if !strings.ContainsAny(text, "0123456789") { // most lines
		return nil
	}
	for _, d := range figure.Dates(text, value.MinDay) {
		if d.Point.Precision == value.PrecisionDay {
			out = append(out, moment{d.Point.Text, d.Time, d.Start, d.End, d.Elsewhere()})
		}
	}
	return out
}
