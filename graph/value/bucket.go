package value

import "strconv"

// Bucket is a kind of period that days are grouped by.
type Bucket string

// The buckets: their names are those of the public enum, the texts of one are forms that ParseWhen reads.
const (
	Year          Bucket = "YEAR"           // 2025
	Quarter       Bucket = "QUARTER"        // 2025-Q3, a calendar quarter
	Month         Bucket = "MONTH"          // 2025-07
	FinancialYear Bucket = "FINANCIAL_YEAR" // FY2025/26, from 1 April
)

// Of is the number of the period in which a day lies: of the year, the quarter or month counted from the year 0, the year in
// which a financial year begins. Numbers are in the order of time.
func (b Bucket) Of(d Day) int64 {
	year, month, _ := d.Time().Date()
	y, m := int64(year), int64(month)-1
	switch b {
	case Quarter:
		return y*4 + m/3
	case Month:
		return y*12 + m
	case FinancialYear:
		if m < 3 {
			return y - 1
		}
	}
	return y
}

// Append writes the text of a period, given its number.
func (b Bucket) Append(buf []byte, n int64) []byte {
	per := map[Bucket]int64{Quarter: 4, Month: 12}[b]
	if per == 0 {
		per = 1
	}
	year := floorDiv(n, per)
	part := int(n - year*per + 1)
	switch b {
	case Quarter:
		return strconv.AppendInt(append(appendYear(buf, year), "-Q"...), int64(part), 10)
	case Month:
		return append(append(appendYear(buf, year), '-'), pad(part, 2)...)
	case FinancialYear:
		buf = append(appendYear(append(buf, "FY"...), year), '/')
		return append(buf, pad(int(year+1-floorDiv(year+1, 100)*100), 2)...)
	}
	return appendYear(buf, year)
}

// appendYear writes a year in four digits; one before the year 0 gets a minus in front.
func appendYear(buf []byte, year int64) []byte {
	if year < 0 {
		buf, year = append(buf, '-'), -year
	}
	return append(buf, pad(int(year), 4)...)
}

// Day is the day on which an instant lies, in UTC.
func (i Instant) Day() Day { return Day(floorDiv(int64(i), MicrosPerDay)) }

// MicrosPerDay is the number of microseconds of a day: an Instant's for a Day's one.
const MicrosPerDay = microsPerDay

func floorDiv(n, by int64) int64 {
	q := n / by
	if n%by < 0 {
		q--
	}
	return q
}
