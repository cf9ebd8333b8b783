package extract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// MaxBytes is the size from which on a page is refused before anything of it is read. So much may have contract notices as JSON; of what
// is read by rules, see below.
const MaxBytes = 4 << 20

// What is read by rules costs time and memory by its text. With these limits a process that reads the densest page and writes what it
// says stays under 256 MB. The largest council pages, transcripts of a day's sitting, have about 500 KB.
const (
	maxText       = 640 << 10 // bytes, without the marks of HTML
	maxParagraphs = 12_000
	maxHTML       = 2 << 20 // bytes
	maxTags       = 100_000
)

// inParts is what to do with a page that is too large.
const inParts = "; send its parts as pages, each with an address of its own"

func tooLarge(n int, of string, limit int) *Error {
	return &Error{TooLarge, fmt.Sprintf("%d %s", n, of), fmt.Sprintf("at most %d%s", limit, inParts)}
}

// maxPassage is the longest passage that a record may hold, in bytes.
const maxPassage = 200_000

// decode turns the bytes of a page into text. Marks that no text needs become spaces of the same length, so that offsets hold.
func decode(data []byte) (string, error) {
	if len(data) > MaxBytes {
		return "", tooLarge(len(data), "bytes", MaxBytes)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return "", &Error{Empty, "nothing", "text or HTML"}
	}
	if err := encoded(data); err != nil {
		return "", err
	}
	text := strings.Map(plain, string(bytes.TrimPrefix(data, []byte("\ufeff"))))
	if isJSON(text) {
		if !json.Valid([]byte(strings.TrimSpace(text))) {
			return "", &Error{CutJSON, "JSON that ends or breaks in the middle, or is nested thousands deep", "whole JSON"}
		}
		return text, nil
	}
	if isHTML(text) {
		if len(text) > maxHTML {
			return "", tooLarge(len(text), "bytes of HTML", maxHTML)
		}
		if n := strings.Count(text, "<"); n > maxTags {
			return "", tooLarge(n, "tags of HTML", maxTags)
		}
		if text = fromHTML(text); strings.TrimSpace(text) == "" {
			return "", &Error{NoText, "HTML without text beside scripts and marks", "a page whose text stands in it"}
		}
	}
	if n := len(text); n > maxText {
		return "", tooLarge(n, "bytes of text", maxText)
	}
	return text, nil
}

// isJSON: text that begins so is data, or a copy of data that was cut.
func isJSON(text string) bool {
	first := strings.TrimSpace(text)
	return strings.HasPrefix(first, "{") || strings.HasPrefix(first, "[{")
}

// encoded says what is wrong with bytes that are not text in UTF-8.
func encoded(data []byte) error {
	const form = "text or HTML in UTF-8"
	for mark, name := range map[string]string{"\xff\xfe": "UTF-16", "\xfe\xff": "UTF-16", "%PDF-": "a PDF file", "PK\x03\x04": "a ZIP file",
		"\x1f\x8b": "a gzip file"} {
		if bytes.HasPrefix(data, []byte(mark)) {
			reason := Binary
			if name == "UTF-16" {
				reason = Encoding
			}
			return &Error{reason, name, form}
		}
	}
	if at := bytes.IndexByte(data, 0); at >= 0 {
		if at < 2 && bytes.Count(data[:min(len(data), 64)], []byte{0}) >= min(len(data), 64)/4 { // every other byte of English is zero
			return &Error{Encoding, "UTF-16 without a byte order mark", form}
		}
		return &Error{Binary, "zero bytes", form}
	}
	if n := len(twice.FindAll(data, enough)); n == enough {
		return &Error{Encoding, fmt.Sprintf("text encoded twice (%q)", twice.Find(data)), form}
	}
	if !utf8.Valid(data) {
		line := 1
		for rest := data; len(rest) > 0; {
			r, size := utf8.DecodeRune(rest)
			if r == utf8.RuneError && size <= 1 {
				break
			}
			if r == '\n' {
				line++
			}
			rest = rest[size:]
		}
		return &Error{Encoding, fmt.Sprintf("a byte on line %d that is not UTF-8", line), form}
	}
	return nil
}

// twice is a pound sign, a dash or a quotation mark of UTF-8 that was taken for Windows-1252 and encoded again; so many are no accident.
var twice = regexp.MustCompile(`Â[£\x{a0}§°]|â€[\x{201c}\x{201d}\x{2122}\x{2dc}\x{153}\x{a2}\x{a6}\x{9c}\x{9d}\x{93}\x{94}]|Ã[©¨¡ª´®]`)

const enough = 2

// plain replaces control characters by spaces that take as many bytes.
func plain(r rune) rune {
	switch {
	case r == '\n', r == '\r', r == '\t', r == '\u0085':
		return r
	case r == '\v', r == '\f':
		return '\n'
	case r < ' ' || r == 0x7f:
		return ' '
	case 0x80 <= r && r <= 0x9f:
		return '\u00a0'
	}
	return r
}
