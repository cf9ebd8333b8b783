package extract

import (
	"html"
	"regexp"
	"strings"
)

var htmlStart = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|main|table|p|h1|section|article)\b`)

func isHTML(text string) bool {
	return htmlStart.MatchString(text[:min(len(text), 4096)])
}

// How elements show in text: what is skipped with all that is in it, what stands on lines of its own, what marks a bullet.
var (
	skipped = words("script style noscript template svg head iframe select button nav form")
	blocks  = words("address article aside blockquote body br caption dd div dl dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr " +
		"legend li main ol p pre section table tbody td th thead tr ul")
)

func words(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// fromHTML gives the text of a page: one line a block, list items as bullets, no scripts, styles, menus and forms.
func fromHTML(page string) string {
	var out strings.Builder
	skip, depth := "", 0
	for len(page) > 0 {
		open := strings.IndexByte(page, '<')
		if open < 0 {
			open = len(page)
		}
		if skip == "" {
			out.WriteString(inline(page[:open]))
		}
		page = page[open:]
		if page == "" {
			break
		}
		name, end, closing := tag(page)
		page = page[end:]
		switch {
		case name == "" && skip == "" && end == 1:
			out.WriteByte('<') // no tag: a sign in the text
		case skip != "":
			if name == skip {
				if closing {
					depth--
				} else {
					depth++
				}
				if depth == 0 {
					skip = ""
				}
			}
		case skipped[name] && !closing:
			if name == "script" || name == "style" {
				page = after(page, "</"+name)
				continue
			}
			skip, depth = name, 1
		case name == "li" && !closing:
			out.WriteString("\n• ")
		case blocks[name]:
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// tag reads the mark at the start of s: its name in lower case, empty for comments and what is none, and its length.
func tag(s string) (name string, length int, closing bool) {
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s, "-->"); end >= 0 {
			return "", end + len("-->"), false
		}
		return "", len(s), false
	}
	at := 1
	if closing = strings.HasPrefix(s, "</"); closing {
		at++
	}
	start := at
	for at < len(s) && (s[at]|0x20 >= 'a' && s[at]|0x20 <= 'z' || at > start && s[at] >= '0' && s[at] <= '9') {
		at++
	}
	if at == start && !strings.HasPrefix(s, "<!") && !strings.HasPrefix(s, "<?") {
		return "", 1, false
	}
	name = strings.ToLower(s[start:at])
	for quote := byte(0); at < len(s); at++ {
		switch c := s[at]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && s[at-1] == '=':
			quote = c
		case c == '>':
			return name, at + 1, closing
		}
	}
	return name, len(s), closing
}

// after is what stands behind the tag that ends an element without inner marks.
func after(page, end string) string {
	at := strings.Index(strings.ToLower(page), end)
	if at < 0 {
		return ""
	}
	_, length, _ := tag(page[at:])
	return page[at+length:]
}

// inline is text between marks: references resolved, its line breaks no more than spaces.
func inline(s string) string {
	s = html.UnescapeString(strings.NewReplacer("\n", " ", "\r", " ").Replace(s))
	return strings.Map(plain, s)
}
