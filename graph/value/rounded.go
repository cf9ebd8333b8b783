package value

import (
	"regexp"
	"strconv"
	"strings"
)

// Rounded is a decimal, and how much of it is told.
type Rounded struct {
	N    int64 // times ten to the power of minus the places of its kind
	Last int64 // what one in the last digit that is shown counts, at the same places
}

// scales are the words that stand for the thousands of a printed number.
var scales = map[string]int64{"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}

// scaled is a printed number with such a word, and no other number beside it.
var scaled = regexp.MustCompile(`^\D*(\d[\d,]*)(?:\.(\d+))?\s?(k|thousand|m|mn|million|bn|billion)\b\D*$`)

// Shown is a decimal of so many places, as it was printed; printed is empty where that is not known. Digits before the point are no
// rounding, 7,720 and 7,700 are two numbers, unless a word stands for them: 7.7 million shows its hundred thousands.
func Shown(n int64, places int, printed string) Rounded {
	if m := scaled.FindStringSubmatch(Fold(printed)); m != nil {
		last := scales[m[3]] * pow10(places)
		for range m[2] {
			if last%10 != 0 {
				last = 0
			}
			last /= 10
		}
		digits, err := strconv.ParseInt(strings.ReplaceAll(m[1], ",", "")+m[2], 10, 64)
		if whole := max(n, -n); err == nil && last > 0 && whole%last == 0 && whole/last == digits {
			return Rounded{n, last}
		}
	}
	return Rounded{n, lastShown(n, places)}
}

func pow10(n int) int64 {
	out := int64(1)
	for range n {
		out *= 10
	}
	return out
}

// lastShown is the scaled value of one in the last decimal that a scaled integer shows.
func lastShown(n int64, places int) int64 {
	unit := int64(1)
	for range places {
		if n%(unit*10) != 0 {
			break
		}
		unit *= 10
	}
	return unit
}

// RoundsTo says whether it is the other once it is rounded to the digits that the other shows, which are fewer: 7.72 and 7.7.
func (r Rounded) RoundsTo(coarse Rounded) bool {
	return coarse.Last > r.Last && DivRound(r.N, coarse.Last)*coarse.Last == coarse.N
}
