package figure

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"councilgraph/graph/value"
)

// digits is a number in figures: groups of three after commas, or none. What only begins like one is told by wholeNumber.
const digits = `\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`

const (
	units = `one|two|three|four|five|six|seven|eight|nine`
	teens = `ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen`
	tens  = `twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety`
	large = `hundred|thousand|million|billion`
	// words is a number in words, from two; a lone "one" counts nothing.
	words = `(?:(?:` + tens + `)(?:[- ](?:` + units + `))?|` + teens + `|` + units + `|a)` + sp + `(?:` + large + `)\b` +
		`|\b(?:(?:` + tens + `)(?:[- ](?:` + units + `))?|` + teens + `|two|three|four|five|six|seven|eight|nine)`
)

var wordValues = map[string]int64{"a": 1}

func init() {
	for i, w := range strings.Split(units, "|") {
		wordValues[w] = int64(i + 1)
	}
	for i, w := range strings.Split(teens, "|") {
		wordValues[w] = int64(i + 10)
	}
	for i, w := range strings.Split(tens, "|") {
		wordValues[w] = int64(10 * (i + 2))
	}
}

// scales are what letters after a number multiply it by, as a power of ten.
var scales = map[string]int{
	"hundred": 2, "k": 3, "thousand": 3, "m": 6, "mn": 6, "mil": 6, "mill": 6, "million": 6, "millions": 6,
	"miliwn": 6, "filiwn": 6, "biliwn": 9, // of Welsh
	"bn": 9, "billion": 9, "billions": 9, "tn": 12, "trillion": 12,
}

// number gives the decimal that a number in figures or words stands for, in the form of value.ParseDecimal, or false.
func number(printed string) (string, bool) {
	s := strings.ToLower(strings.Join(strings.FieldsFunc(printed, func(r rune) bool { return unicode.IsSpace(r) || r == '-' }), " "))
	if s == "" {
		return "", false
	}
	if s[0] >= '0' && s[0] <= '9' {
		return strings.ReplaceAll(s, ",", ""), true
	}
	sum, zeros := int64(0), 0
	for w := range strings.SplitSeq(s, " ") {
		if z, ok := scales[w]; ok {
			zeros += z
		} else if n, ok := wordValues[w]; ok {
			sum += n
		} else {
			return "", false
		}
	}
	return string(value.AppendDecimal(nil, sum, 0)) + strings.Repeat("0", zeros), true
}

// shifted multiplies a decimal by a power of ten, exactly.
func shifted(decimal string, zeros int) string {
	whole, fraction, _ := strings.Cut(decimal, ".")
	fraction += strings.Repeat("0", max(zeros-len(fraction), 0))
	whole += fraction[:zeros]
	if rest := fraction[zeros:]; rest != "" {
		whole += "." + rest
	}
	return whole
}

// wholeNumber reports whether the number in figures at text[start:end] is all of it: not `1,10` of a longer one that is cut or
// misprinted, no part of a word, a version, a time, a fraction.
func wholeNumber(text string, start, end int) bool {
	if end < len(text) {
		switch c := text[end]; {
		case c >= '0' && c <= '9':
			return false
		case strings.IndexByte(",./:", c) >= 0 && end+1 < len(text) && text[end+1] >= '0' && text[end+1] <= '9':
			return false
		// A comma at the very end is the beginning of a group that is cut off.
		case c == ',' && end+1 == len(text):
			return false
		}
	}
	if start == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(text[:start])
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".,/:#_\\%", r)
}

// lettersAt gives the run of letters at the start of s.
func lettersAt(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) {
			return s[:i]
		}
	}
	return s
}

var spaces = regexp.MustCompile(`^` + sp + `+`)

// afterSpaces gives how many bytes of space stand at the start of s.
func afterSpaces(s string) int { return len(spaces.FindString(s)) }
