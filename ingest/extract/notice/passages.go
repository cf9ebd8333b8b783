package notice

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"councilgraph/ingest/passage"
)

// leaf is a passage of a release.
type leaf struct {
	name string // of its field
	text string
}

// passages cuts a release as the package comment says.
func passages(release *node) (list []passage.Passage, at map[*node]int, leaves []leaf) {
	c := cutter{at: map[*node]int{}, repeats: map[string]int{}}
	c.cut(release, "", "")
	return c.list, c.at, c.leaves
}

type cutter struct {
	list    []passage.Passage
	leaves  []leaf
	at      map[*node]int // ordinals
	repeats map[string]int
}

func (c *cutter) cut(n *node, path, section string) {
	switch n.kind {
	case objectKind:
		keys := slices.Sorted(slices.Values(n.keys))
		for _, k := range keys {
			below, head := k, section
			if path != "" {
				below = path + "." + k
			} else {
				head = k
			}
			c.cut(n.fields[k], below, head)
		}
	case listKind:
		for i, item := range n.items {
			below := path + "[" + entry(n, i) + "]"
			if strings.Count(path, ".") == 0 && !strings.Contains(path, "[") {
				section = below
			}
			c.cut(item, below, section)
		}
	case textKind, numberKind, boolKind:
		c.add(n, path, section)
	}
}

// entry names an entry of a list: by its id, where all entries have different ones.
func entry(n *node, i int) string {
	seen := map[string]bool{}
	for _, item := range n.items {
		id := item.fields["id"]
		if item.kind != objectKind || id == nil || id.kind != textKind && id.kind != numberKind || strings.TrimSpace(id.text) == "" || len(id.text) > 100 || seen[id.text] {
			return fmt.Sprintf("#%d", i+1)
		}
		seen[id.text] = true
	}
	return n.items[i].fields["id"].text
}

func (c *cutter) add(n *node, path, section string) {
	name := path[strings.LastIndexByte(path, '.')+1:]
	said := printable(n.text)
	if strings.TrimSpace(said) == "" {
		return
	}
	p := passage.Passage{Kind: passage.Bullet, Section: printable(section), Ordinal: len(c.list) + 1, Text: printable(path) + ": " + said}
	p.Hash = passage.Hash(p.Text)
	p.Repeat = c.repeats[p.Hash]
	c.repeats[p.Hash]++
	c.list = append(c.list, p)
	c.leaves = append(c.leaves, leaf{printable(name), said})
	c.at[n] = p.Ordinal
}

// printable puts a space in the place of what a record cannot hold.
func printable(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, s))
}
