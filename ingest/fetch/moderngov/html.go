package moderngov

import (
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// blocks are the elements that stand on lines of their own.
const blocks = "address, blockquote, br, dd, div, dl, dt, h1, h2, h3, h4, h5, h6, hr, li, ol, p, pre, table, tbody, td, th, thead, tr, ul"

// parsed is the tree of a page or a part of one, without what shows nothing. A text that no browser would show, elements nested
// hundreds deep, gives an empty tree.
func parsed(text string) *goquery.Document {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		return goquery.NewDocumentFromNode(&html.Node{Type: html.DocumentNode})
	}
	doc.Find("script, style").Remove()
	return doc
}

// parted puts a sign before and behind every block in a selection, so that its text falls into lines.
func parted(in *goquery.Selection, sign string) *goquery.Selection {
	in.Find(blocks).Each(func(_ int, s *goquery.Selection) {
		s.BeforeNodes(&html.Node{Type: html.TextNode, Data: sign})
		s.AfterNodes(&html.Node{Type: html.TextNode, Data: sign})
	})
	return in
}

// lines are the paragraphs of escaped HTML, each as one line without marks.
func lines(text string) (out []string) {
	// The first decoding shows the marks, the second what stands between them.
	for part := range strings.SplitSeq(parted(parsed(decoded(text)).Selection, "\n").Text(), "\n") {
		if l := oneLine(part); l != "" {
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
	parsed(string(page)).Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		u, err := url.Parse(strings.TrimSpace(a.AttrOr("href", "")))
		if err != nil {
			return
		}
		l := link{page: strings.ToLower(u.Path[strings.LastIndexByte(u.Path, '/')+1:]), query: map[string]string{}, text: oneLine(parted(a, " ").Text())}
		for key, values := range u.Query() {
			if len(values) > 0 {
				l.query[strings.ToLower(key)] = values[0]
			}
		}
		out = append(out, l)
	})
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
