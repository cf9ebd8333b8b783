package extract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxBytes is the size from which on a page is refused before anything of it is read. The largest council pages, transcripts of a
// day's sitting, have about 1 MB.
const MaxBytes = 4 << 20

// maxPassage is the longest passage that a record may hold, in bytes.
const maxPassage = 200_000

// decode turns the bytes of a page into text. Marks that no text needs become spaces of the same length, so that offsets hold.
func decode(data []byte) (string, error) {
	if len(data) > MaxBytes {
		return "", &Error{TooLarge, fmt.Sprintf("%d bytes", len(data)), fmt.Sprintf("at most %d", MaxBytes)}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return "", &Error{Empty, "nothing", "text or HTML"}
	}
	if err := encoded(data); err != nil {
		return "", err
	}
	text := strings.Map(plain, string(bytes.TrimPrefix(data, []byte("\ufeff"))))
	if first := strings.TrimSpace(text); strings.HasPrefix(first, "{") || strings.HasPrefix(first, "[{") {
		if !json.Valid([]byte(first)) {
			return "", &Error{CutJSON, "JSON that ends or breaks in the middle", "whole JSON"}
		}
	}
	if isHTML(text) {
		if text = fromHTML(text); strings.TrimSpace(text) == "" {
			return "", &Error{NoText, "HTML without text beside scripts and marks", "a page whose text stands in it"}
		}
	}
	return text, nil
}

// encoded says what is wrong with bytes that are not text in UTF-8.
func encoded(data []byte) error {
	const form = "text or HTML in UTF-8"
	for mark, name := range map[string]string{"\xff\xfe": "UTF-16", "\xfe\xff": "UTF-16", "%PDF-": "a PDF file", "PK\x03\x04": "a ZIP file"} {
		if bytes.HasPrefix(data, []byte(mark)) {
			reason := Binary
			if name == "UTF-16" {
				reason = Encoding
			}
			return &Error{reason, name, form}
		}
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return &Error{Binary, "zero bytes", form}
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
