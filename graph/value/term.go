package value

import "strings"

// TermLimit is the greatest length of a Term in bytes. Lucene's whitespace
// tokenizer cuts longer tokens into several, SQLite's does not.
const TermLimit = 255

// Term encodes a word for a full-text index so that every tokenizer sees exactly
// one token in it, unchanged: it consists of a to z and 0 to 9 only. The letters
// a to y and the digits stand for themselves, z is "zz", and any other character
// is "z" and the six lower-case hexadecimal digits of its code point.
//
// No code is the beginning of another. So two words have the same Term only if
// they are the same, and the Term of one is a prefix of the Term of the other
// exactly if the word is: a search by prefix finds the same words in every store.
//
// The Term of a very long word ends with the last whole character within
// TermLimit bytes; words alike so far then have the same Term. Every word of 36
// characters, and every one of 127 ASCII letters and digits, fits. A byte that is
// not valid UTF-8 counts as U+FFFD.
func Term(word string) string {
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range word {
		code := termCode(r)
		if b.Len()+len(code) > TermLimit {
			break
		}
		b.WriteString(code)
	}
	return b.String()
}

// termCode returns the code of one character.
func termCode(r rune) string {
	const plain, hex = "abcdefghijklmnopqrstuvwxy0123456789", "0123456789abcdef"
	if r == 'z' {
		return "zz"
	}
	if i := strings.IndexRune(plain, r); i >= 0 {
		return plain[i : i+1]
	}
	code := [7]byte{'z'}
	for i := 6; i > 0; i-- {
		code[i] = hex[r&15]
		r >>= 4
	}
	return string(code[:])
}
