package fetch

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// robots are a host's rules for us, by RFC 9309. A host that gives none, or does not answer when asked, allows everything.
type robots struct {
	rules []rule
	delay time.Duration // Crawl-delay
}

type rule struct {
	path  string
	allow bool
}

// What is read of a robots.txt, and the longest Crawl-delay that is kept to: a longer one is a way to say no that Disallow has.
const (
	maxRobots     = 500 << 10
	maxCrawlDelay = time.Minute
)

// rules are those of an address's host, asked for once.
func (c *Client) rules(ctx context.Context, hc *http.Client, u *url.URL) (*robots, error) {
	at := u.Scheme + "://" + u.Host
	if r := c.robots[at]; r != nil {
		return r, nil
	}
	r := &robots{}
	resp, err := c.send(ctx, hc, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}, http.Header{}, 0)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err == nil {
		defer resp.Body.Close()
		if resp.StatusCode == http.StatusOK && !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
			r = parseRobots(io.LimitReader(resp.Body, maxRobots))
		}
	}
	c.robots[at] = r
	return r, nil
}

// parseRobots reads the group for our name, else that for all.
func parseRobots(in io.Reader) *robots {
	ours, all := &robots{}, &robots{}
	named, open := false, []*robots(nil)
	rules := false // a rule was read since the last User-agent, so that the next one begins a group
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxRobots)
	for lines.Scan() {
		line, _, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "\ufeff"), "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent":
			if rules {
				open, rules = nil, false
			}
			switch strings.ToLower(value) {
			case agent:
				open, named = append(open, ours), true
			case "*":
				open = append(open, all)
			}
		case "allow", "disallow":
			rules = true
			for _, r := range open {
				if value != "" {
					r.rules = append(r.rules, rule{value, key == "allow"})
				}
			}
		case "crawl-delay":
			rules = true
			for _, r := range open {
				if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
					r.delay = min(time.Duration(min(s, 3600)*float64(time.Second)), maxCrawlDelay)
				}
			}
		}
	}
	if named {
		return ours
	}
	return all
}

// allows: the longest rule that fits decides, and of two as long the one that allows.
func (r *robots) allows(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	longest, allowed := -1, true
	for _, rule := range r.rules {
		if n := len(rule.path); matches(rule.path, path) && (n > longest || n == longest && rule.allow) {
			longest, allowed = n, rule.allow
		}
	}
	return allowed
}

// matches: `*` stands for anything, `$` at the end for the end.
func matches(pattern, path string) bool {
	pattern, ends := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	rest := path[len(parts[0]):]
	for i, part := range parts[1:] {
		if ends && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !ends || rest == ""
}
