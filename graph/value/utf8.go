package value

import (
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// NotUTF8 is the offset of the first byte that is not part of valid UTF-8; -1 where all are.
func NotUTF8(data []byte) int {
	for at := 0; at < len(data); {
		if data[at] < utf8.RuneSelf {
			at++
			continue
		}
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// LoneSurrogate finds the first \uD800 to \uDFFF of valid JSON that has no other half: JSON's reader puts another character in its
// place. It is -1 where there is none.
func LoneSurrogate(data []byte) int {
	for at := 0; at < len(data); at++ {
		if data[at] != '\\' {
			continue
		}
		at++
		switch unit := utf16At(data, at-1); {
		case utf16.IsSurrogate(unit) && utf16.DecodeRune(unit, utf16At(data, at+5)) == unicode.ReplacementChar:
			return at - 1
		case utf16.IsSurrogate(unit):
			at += 10 // of the pair, to its last digit
		}
	}
	return -1
}

// utf16At is what an escape of the form \uXXXX stands for; -1 where none is.
func utf16At(data []byte, at int) rune {
	if at+6 > len(data) || data[at] != '\\' || data[at+1] != 'u' {
		return -1
	}
	n, err := strconv.ParseUint(string(data[at+2:at+6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}
