package value

// When is a date or period as stated. It is comparable: two that came from the
// same Text, with the same marks, are equal.
type When struct {
	// Start and End are the first and the last day, both included; MinDay or
	// MaxDay where a range is open. Both are zero, and mean nothing, where
	// HasSpan is false.
	Start, End Day
	// Text is the canonical form: ParseWhen(Text) gives the same span,
	// precision and Text.
	Text string
	// Precision is the form in which it was stated.
	Precision Precision
	// YearTaken marks a year that was not stated but taken from the meeting.
	YearTaken bool
	// Printed is what the document prints; empty if it was not printed.
	Printed string
}

// Precision is the form in which a date or period was stated. Its values are
// those of the public enum.
type Precision string

const (
	PrecisionYear          Precision = "YEAR"           // 2025
	PrecisionMonth         Precision = "MONTH"          // 2025-07
	PrecisionDay           Precision = "DAY"            // 2025-07-08
	PrecisionYearless      Precision = "YEARLESS"       // --03-31
	PrecisionQuarter       Precision = "QUARTER"        // 2025-Q3, a calendar quarter
	PrecisionHalf          Precision = "HALF"           // 2025-H1
	PrecisionFinancialYear Precision = "FINANCIAL_YEAR" // FY2025/26, from 1 April
	PrecisionThird         Precision = "THIRD"          // early 2025, mid 2025-07
	PrecisionStart         Precision = "START"          // start 2025-01, its first ten days
	PrecisionEnd           Precision = "END"            // end 2025-01, its last ten days
	PrecisionWeek          Precision = "WEEK"           // week 2025-07-28, seven days from it
	PrecisionRange         Precision = "RANGE"          // 2025-03/2025-05
	PrecisionOpen          Precision = "OPEN"           // 2025-01/.. or ../2025-07-08
)

// HasSpan reports whether w covers known days: false for a date without a year,
// and for the zero When.
func (w When) HasSpan() bool {
	return w.Precision != PrecisionYearless && w.Precision != ""
}

// FirstDay returns the day by which w is compared and sorted, MinDay where it is
// open at the start. It returns false where w has no span: such a date compares
// with nothing.
func (w When) FirstDay() (Day, bool) {
	if !w.HasSpan() {
		return 0, false
	}
	return w.Start, true
}

// Within reports whether every day of w is a day of outer. It is false where
// either has no span.
func (w When) Within(outer When) bool {
	return w.HasSpan() && outer.HasSpan() && outer.Start <= w.Start && w.End <= outer.End
}

// Coarser reports whether w says less than the other: whether its span has every
// day of the other's, and more. It is false where either has no span.
func (w When) Coarser(than When) bool {
	return than.Within(w) && !w.Within(than)
}
