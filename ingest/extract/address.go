package extract

import (
	"net/url"
	"path"
	"strings"
)

// address is what the address of a page tells. A host is in lower case and without `www.` and port, keys of the query are in lower
// case, since pages are linked as MId, MID and mid.
type address struct {
	raw, host, path, page string // page: the last part of the path, in lower case
	query                 map[string]string
}

func parseAddress(raw string) address {
	raw = strings.TrimSpace(raw)
	a := address{query: map[string]string{}}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return a
	}
	a.raw = raw
	a.host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	a.path = u.Path
	a.page = strings.ToLower(path.Base(u.Path))
	for key, values := range u.Query() {
		if len(values) > 0 {
			a.query[strings.ToLower(key)] = values[0]
		}
	}
	return a
}

// get is the first of these parts of the query that is a number.
func (a address) get(keys ...string) string {
	for _, key := range keys {
		if v := a.query[key]; v != "" && strings.Trim(v, "0123456789") == "" {
			return v
		}
	}
	return ""
}

// parts are the parts of the path.
func (a address) parts() []string {
	parts := strings.FieldsFunc(a.path, func(r rune) bool { return r == '/' })
	if a.underCouncil() != "" {
		return parts[2:]
	}
	return parts
}

// underCouncil is the council under which the network has a page of one matter, `councils/ashby/decisions/55901`; empty where it has not.
func (a address) underCouncil() string {
	parts := strings.FieldsFunc(a.path, func(r rune) bool { return r == '/' })
	if !networkHosts[a.host] || len(parts) < 4 || parts[0] != "councils" || parts[2] != "decisions" && parts[2] != "meetings" && parts[2] != "people" {
		return ""
	}
	return strings.ReplaceAll(parts[1], "-", " ")
}

// ofCouncil is the council whose page the network has, or under which it has one: `councils/ashby`, `councils/ashby/decisions/55901`.
func (a address) ofCouncil() string {
	parts := strings.FieldsFunc(a.path, func(r rune) bool { return r == '/' })
	if !networkHosts[a.host] || len(parts) < 2 || parts[0] != "councils" {
		return ""
	}
	return strings.ReplaceAll(parts[1], "-", " ")
}

// ofOnePage says whether an address is that of one meeting, decision, item or person, and of no list or front page.
func (a address) ofOnePage() bool {
	if _, ok := moderngov[a.page]; ok {
		return a.get("mid", "meetingid", "id", "iid") != ""
	}
	parts := a.parts()
	return networkHosts[a.host] && len(parts) > 1 && strings.Trim(parts[1], "0123456789") == ""
}

// header reads the lines that a stored copy puts before the text: where it was found, and its title.
func header(text string) (where, title string) {
	for _, name := range []string{"address:", "title:"} {
		line, rest, _ := strings.Cut(text, "\n")
		value, ok := strings.CutPrefix(line, name)
		if !ok {
			continue
		}
		text = rest
		if name == "address:" {
			where = strings.TrimSpace(value)
		} else if title = strings.TrimSpace(value); strings.HasPrefix(title, "(none") {
			title = ""
		}
	}
	return where, title
}
