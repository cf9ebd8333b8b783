package extract

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

var htmlStart = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|main|table|p|h1|section|article)\b`)

func isHTML(text string) bool {
	return htmlStart.MatchString(text[:min(len(text), 4096)])
}

// How elements show in text: what is skipped with all that is in it, what stands on lines of its own, what marks a bullet.
const (
	skipped = "script, style, noscript, template, svg, head, iframe, select, button, nav"
	// Some sites put the whole page into a form: one with headings is no search box.
	forms = "form:not(:has(h1, h2, h3))"
)

var blocks = words("address article aside blockquote body br caption dd div dl dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr " +
	"legend li main ol p pre section table tbody td th thead tr ul")

func words(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// fromHTML gives the text of a page: one line a block, list items as bullets, no scripts, styles, menus and forms. It is empty for
// what no browser would show either: elements nested hundreds deep.
func fromHTML(page string) string {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		return ""
	}
	doc.Find(skipped).Remove()
	doc.Find(forms).Remove()
	var out strings.Builder
	for _, n := range doc.Nodes {
		show(&out, n)
	}
	return out.String()
}

// canonical is the address that a page in HTML gives as its own; empty where it gives none, or one that is not that of a meeting, a
// decision or an item. Many sites name their front page on every page.
func canonical(text string) string {
	if !isHTML(text) {
		return ""
	}
	for _, link := range linkTags.FindAllString(text[:min(len(text), firstOfHTML)], -1) {
		if m := linkAddress.FindStringSubmatch(link); len(m) > 0 {
			if a := parseAddress(html.UnescapeString(m[1])); a.ofOnePage() {
				return a.raw
			}
		}
	}
	return ""
}

// firstOfHTML is how many bytes a page's head may have.
const firstOfHTML = 128 << 10

var (
	linkTags    = regexp.MustCompile(`(?i)<(?:link|meta)\b[^<>]*(?:\brel=["']?canonical\b|\bproperty=["']?og:url\b)[^<>]*>`)
	linkAddress = regexp.MustCompile(`(?i)\b(?:href|content)=["']?(https?://[^"'\s<>]+)`)
)

// labelCell is a cell that is no more than the label of the next one: `<td>Decision Maker:</td><td>Cabinet</td>`.
func labelCell(n *html.Node) bool {
	if n == nil || n.Type != html.ElementNode || n.Data != "td" && n.Data != "th" && n.Data != "dt" {
		return false
	}
	const longest = 60
	var text strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			text.WriteString(c.Data)
		}
		if text.Len() > longest || c.Type == html.ElementNode && blocks[c.Data] {
			return false
		}
	}
	return strings.HasSuffix(strings.TrimSpace(text.String()), ":")
}

// valueCell is a cell with text alone, which can stand on the line of its label.
func valueCell(n *html.Node) bool {
	if n == nil || n.Data != "td" && n.Data != "dd" {
		return false
	}
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && blocks[c.Data] {
			return false
		}
	}
	return true
}

// before and after are the elements beside a node, under the same parent; nil where there is none.
func before(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; n = n.PrevSibling {
	}
	return n
}

func after(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && n.Type != html.ElementNode; n = n.NextSibling {
	}
	return n
}

// show writes the text of a node and of all in it.
func show(out *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		out.WriteString(inline(n.Data))
		return
	}
	block := n.Type == html.ElementNode && blocks[n.Data]
	label := labelCell(n) && valueCell(after(n))
	switch {
	case block && valueCell(n) && labelCell(before(n)):
		out.WriteByte(' ')
	case block && n.Data == "li":
		out.WriteString("\n• ")
	case block:
		out.WriteByte('\n')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		show(out, c)
	}
	if block && !label {
		out.WriteByte('\n')
	}
}

// again is an entity that was encoded twice, so that the parser leaves one: `&amp;pound;`.
var again = regexp.MustCompile(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});`)

// inline is text between marks: its line breaks are no more than spaces, and what was encoded twice is decoded.
func inline(s string) string {
	s = again.ReplaceAllStringFunc(s, html.UnescapeString)
	return strings.Map(plain, strings.NewReplacer("\n", " ", "\r", " ").Replace(s))
}
