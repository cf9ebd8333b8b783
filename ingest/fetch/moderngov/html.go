package moderngov

import (
	"html"
	"net/url"
	"regexp"
	"strings"
)

// Marks of HTML, as far as the service's texts and its pages need them.
var (
	comments = regexp.MustCompile(`(?s)<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>`)
	breaks   = regexp.MustCompile(`(?i)</?(?:address|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|table|tbody|td|th|thead|tr|ul)\b[^>]*>`)
	marks    = regexp.MustCompile(`(?s)</?[a-zA-Z!][^<>]*>`)
	anchors  = regexp.MustCompile(`(?is)<a\b[^>]*?\bhref\s*=\s*("[^"]*"|'[^']*')[^>]*>(.*?)</a>`)
)

// lines are the paragraphs of escaped HTML, each as one line without marks.
func lines(text string) (out []string) {
	// The first decoding shows the marks, the second what stands between them.
	text = comments.ReplaceAllString(decoded(text), " ")
	for _, part := range strings.Split(breaks.ReplaceAllString(text, "\n"), "\n") {
		if l := oneLine(marks.ReplaceAllString(part, "")); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// link is a link of a page: its page's name in lower case, its query with keys in lower case, its words.
type link struct {
	page  string
	query map[string]string
	text  string
}

// links are the links of a page, in order.
func links(page []byte) (out []link) {
	for _, m := range anchors.FindAllSubmatch(comments.ReplaceAll(page, nil), -1) {
		u, err := url.Parse(strings.TrimSpace(html.UnescapeString(strings.Trim(string(m[1]), `"'`))))
		if err != nil {
			continue
		}
		l := link{page: strings.ToLower(u.Path[strings.LastIndexByte(u.Path, '/')+1:]), query: map[string]string{},
			text: oneLine(marks.ReplaceAllString(breaks.ReplaceAllString(string(m[2]), " "), ""))}
		for key, values := range u.Query() {
			if len(values) > 0 {
				l.query[strings.ToLower(key)] = values[0]
			}
		}
		out = append(out, l)
	}
	return out
}

// id is the first of these parts of the query that is a number.
func (l link) id(keys ...string) string {
	for _, k := range keys {
		if n := digits(l.query[k]); n != "" {
			return n
		}
	}
	return ""
}
