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

// show writes the text of a node and of all in it.
func show(out *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		out.WriteString(inline(n.Data))
		return
	}
	block := n.Type == html.ElementNode && blocks[n.Data]
	switch {
	case block && n.Data == "li":
		out.WriteString("\n• ")
	case block:
		out.WriteByte('\n')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		show(out, c)
	}
	if block {
		out.WriteByte('\n')
	}
}

// inline is text between marks: its line breaks are no more than spaces.
func inline(s string) string {
	return strings.Map(plain, strings.NewReplacer("\n", " ", "\r", " ").Replace(s))
}
