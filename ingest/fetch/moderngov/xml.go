package moderngov

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// element is an element of an answer. Names are in lower case, since one of the service's is not, and without a namespace.
type element struct {
	name  string
	attrs map[string]string
	text  string // of its own, not of its children
	kids  []*element
}

// What an answer may hold at most. The largest seen, a dump of all meetings of a council, has about 5,000 of them.
const (
	maxDepth    = 64
	maxElements = 500_000
)

// ErrAnswer says that an answer is not what the method gives: cut off, another document, an error page.
var ErrAnswer = errors.New("not an answer of the service")

// parse reads an answer whose root has that name. Some installations wrap it, as text, in an element <string>.
func parse(data []byte, root string) (*element, error) {
	e, err := tree(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	if e.name == "string" && len(e.kids) == 0 {
		if e, err = tree([]byte(e.text)); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrAnswer, err)
		}
	}
	if e.name != root {
		return nil, fmt.Errorf("%w: found <%s>, expected <%s>", ErrAnswer, e.name, root)
	}
	return e, nil
}

func tree(data []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(printable(data)))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset
	var open []*element
	var texts [][]byte // of the open elements
	n := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("found its end at byte %d, expected </%s>", d.InputOffset(), name(open))
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if n++; n > maxElements || len(open) == maxDepth {
				return nil, fmt.Errorf("found more than %d elements or %d levels of them", maxElements, maxDepth)
			}
			e := &element{name: strings.ToLower(t.Name.Local)}
			for _, a := range t.Attr {
				if e.attrs == nil {
					e.attrs = map[string]string{}
				}
				e.attrs[strings.ToLower(a.Name.Local)] = a.Value
			}
			if len(open) > 0 {
				top := open[len(open)-1]
				top.kids = append(top.kids, e)
			}
			open, texts = append(open, e), append(texts, nil)
		case xml.CharData:
			if len(open) > 0 {
				top := len(open) - 1
				texts[top] = append(texts[top], t...)
			}
		case xml.EndElement:
			last := len(open) - 1
			open[last].text = string(texts[last])
			if last == 0 {
				return open[0], nil
			}
			open, texts = open[:last], texts[:last]
		}
	}
}

func name(open []*element) string {
	if len(open) == 0 {
		return "any element"
	}
	return open[len(open)-1].name
}

// reference is a numeric character reference.
var reference = regexp.MustCompile(`&#(?:[xX][0-9a-fA-F]+|[0-9]+);`)

// printable puts a space where there is a character that no XML may hold: minutes are pasted from word processors.
func printable(data []byte) []byte {
	data = bytes.Clone(data)
	for i, c := range data { // in all encodings that are read such a byte is such a character
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			data[i] = ' '
		}
	}
	return reference.ReplaceAllFunc(data, func(ref []byte) []byte {
		digits, base := string(ref[2:len(ref)-1]), 10
		if digits[0] == 'x' || digits[0] == 'X' {
			digits, base = digits[1:], 16
		}
		n, err := strconv.ParseUint(digits, base, 32)
		if err != nil || n < ' ' && n != '\t' && n != '\n' && n != '\r' || n > unicode.MaxRune || n >= 0xd800 && n < 0xe000 || n == 0xfffe || n == 0xffff {
			return []byte(" ")
		}
		return ref
	})
}

// charset reads the few encodings that such servers declare.
func charset(label string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf-8", "utf8", "us-ascii", "utf-16": // utf-16: said by a string that was serialized in memory, and sent as UTF-8
		return in, nil
	case "windows-1252", "iso-8859-1", "latin1":
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	}
	return nil, fmt.Errorf("found the encoding %q, expected UTF-8 or Windows-1252", label)
}

// one is the first child of that name; an empty element where there is none.
func (e *element) one(name string) *element {
	for _, k := range e.kids {
		if k.name == name {
			return k
		}
	}
	return &element{}
}

// all are the children of that name, none, one or many.
func (e *element) all(name string) (out []*element) {
	for _, k := range e.kids {
		if k.name == name {
			out = append(out, k)
		}
	}
	return out
}

// has says whether there is a child of that name.
func (e *element) has(name string) bool { return len(e.all(name)) > 0 }

// line is a child's text as one line.
func (e *element) line(name string) string { return oneLine(e.one(name).text) }

// yes reads True.
func (e *element) yes(name string) bool { return strings.EqualFold(e.line(name), "true") }

// number is a child's text where that is a number, which it may have a space before; else empty. Ids are numbers.
func (e *element) number(name string) string { return digits(e.line(name)) }

func digits(s string) string {
	if s == "" || len(s) > 18 || strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return s
}

// decoded takes off the second layer of escapes: an apostrophe comes as &amp;#39;.
func decoded(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case r == '\u200b', r == '\u2060', r == '\ufeff', r == '\u00ad':
			return -1
		case unicode.IsControl(r), r == '\u00a0', r == '\u2028', r == '\u2029':
			return ' '
		}
		return r
	}, strings.ToValidUTF8(html.UnescapeString(s), "\ufffd"))
}

// oneLine is text without its second layer of escapes, with single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(decoded(s)), " ") }
