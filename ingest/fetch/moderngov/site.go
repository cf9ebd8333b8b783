package moderngov

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"councilgraph/graph/value"
	"councilgraph/ingest/councils"
)

// Site is a council's site, and whose it is as far as is known.
type Site struct {
	Base string
	// Councils are those that exist and whose site it is, from the list of councils, or the one that the asker named. Where they
	// are several, none of them is the answer: only a name in a title tells.
	Councils []councils.Council
	Table    *councils.Table
	// Known gives the id under which the graph knows a committee of that scope by that name; empty where it does not. It may be nil.
	Known func(name, scope string) string
}

// Host is the site's host, as documents are known by it: without www. and port.
func (s Site) Host() string {
	u, err := url.Parse(s.Base)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// council is the one council whose site it is.
func (s Site) council() (councils.Council, bool) {
	if len(s.Councils) != 1 {
		return councils.Council{}, false
	}
	return s.Councils[0], true
}

// body says what keeps a committee's name apart from the same name elsewhere, its own name without what the scope says, and the
// councils that it is of: those that the title names, else the one whose site it is; none where that is not known.
type body struct {
	id          string
	scope, name string
	of          []councils.Council
	named       bool // the title names them
}

var (
	joint   = regexp.MustCompile(`(?i)\bjoint\b|\bboroughs of\b|\bcouncils\b`)
	partner = regexp.MustCompile(`(?i)\s*\(([^()]*)\)\s*$|\s+of the (?:london boroughs|councils|boroughs|districts) of .+$`)
)

func (s Site) body(title string) body {
	var named []councils.Council
	for _, c := range s.Table.Named(title) {
		if c.Current() {
			named = append(named, c)
		}
	}
	b := body{name: title}
	switch ours := intersect(named, s.Councils); {
	case len(named) > 1 && joint.MatchString(title):
		b.of, b.named = named, true
		if at := partner.FindStringIndex(title); len(at) > 0 && at[0] > 0 && len(s.Table.Named(title[at[0]:])) > 1 {
			b.name = title[:at[0]]
		}
	case len(s.Councils) == 1:
		b.of = s.Councils
	case len(ours) == 1:
		b.of, b.named = ours, true
	}
	from := b.of
	if len(from) == 0 {
		from = s.Councils
	}
	b.scope = scope(from)
	if b.scope == "" {
		b.scope = value.Slug(s.Host())
	}
	if s.Known != nil {
		b.id = s.Known(title, b.scope)
	}
	if b.id == "" {
		b.id = "committee:" + b.scope + ":" + value.Slug(b.name)
	}
	return b
}

func intersect(a, b []councils.Council) (out []councils.Council) {
	for _, c := range a {
		if slices.ContainsFunc(b, func(o councils.Council) bool { return o.Code == c.Code }) {
			out = append(out, c)
		}
	}
	return out
}

// scope is a set of councils as a slug: brent-lewisham-southwark.
func scope(of []councils.Council) string {
	var slugs []string
	for _, c := range of {
		slugs = append(slugs, c.Slug())
	}
	return councils.Scope(slugs...)
}

// council adds a council that the record speaks of. printed is its name in the passage, where that names it.
func (d *draft) council(c councils.Council, at int, printed string) string {
	id := d.entity("Council", "council:"+c.Slug(), c.Name, nil, at, printed)
	d.other(id, c.Official, "list of councils, LGSF")
	return id
}
