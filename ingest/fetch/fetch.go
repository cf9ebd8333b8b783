// Package fetch gets documents from other people's servers, politely: one request at a time, a pause between two to one host,
// conditional requests, retries that wait as long as they are asked to, robots.txt, a user agent that says who asks.
package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// Options are the settings of a Client. The zero value of each takes its default.
type Options struct {
	Contact  string        // an address or a page of whoever asks: part of the user agent
	Delay    time.Duration // between two requests to one host; 1 s
	Timeout  time.Duration // of one request with its body; 1 min
	Retries  int           // after the first attempt; 4, and none with a negative number
	MaxWait  time.Duration // the longest pause before a retry, also where a server asks for more; 2 min
	MaxBytes int64         // of one body as it is read, unpacked; 16 MiB
	Cache    string        // folder of the cache; none where empty
}

// What a Client gives up on. A StatusError says that a server answered, and how.
var (
	// ErrTooLarge says that a body is larger than Options.MaxBytes.
	ErrTooLarge = errors.New("too large")
	// ErrRobots says that the host's robots.txt forbids the address.
	ErrRobots = errors.New("forbidden by robots.txt")
	// ErrAddress says that an address is none that is fetched: not http, or a private one that another host led to.
	ErrAddress = errors.New("not an address to fetch")
)

// StatusError is an answer that is not the document.
type StatusError struct {
	URL  string
	Code int
	Wait time.Duration // what Retry-After asked for, where that was too long to wait
}

func (e *StatusError) Error() string {
	s := fmt.Sprintf("%s answers %d %s", e.URL, e.Code, http.StatusText(e.Code))
	if e.Wait > 0 {
		s += fmt.Sprintf(", and asks to wait for %s", e.Wait)
	}
	return s
}

// Refused says whether an error is a server's plain no: asking again, or in another way of the same kind, is of no use.
func Refused(err error) bool {
	var status *StatusError
	return errors.As(err, &status)
}

// Response is a document as its server gives it.
type Response struct {
	URL  string // that it came from, after redirects
	Type string // Content-Type
	Body []byte
	Hash string // SHA-256 of Body, in hexadecimal
	// Retrieved is when this content was first got: a later answer with the same bytes keeps it.
	Retrieved time.Time
	Unchanged bool // the cache held the same content
}

// Client fetches. It may be used by several goroutines; their requests wait for each other.
type Client struct {
	Options
	cache   *cache
	plain   *http.Client
	guarded *http.Client // for hosts that another one led to: dials no private address
	one     sync.Mutex   // one request at a time
	last    map[string]time.Time
	robots  map[string]*robots
	sleep   func(context.Context, time.Duration) error // the tests' clock
}

// New makes a client. Its cache folder is made where it is missing.
func New(o Options) (*Client, error) {
	o.Delay = cmp.Or(o.Delay, time.Second)
	o.Timeout = cmp.Or(o.Timeout, time.Minute)
	o.Retries = cmp.Or(o.Retries, 4)
	o.MaxWait = cmp.Or(o.MaxWait, 2*time.Minute)
	o.MaxBytes = cmp.Or(o.MaxBytes, 16<<20)
	c := &Client{Options: o, last: map[string]time.Time{}, robots: map[string]*robots{}, sleep: sleep}
	c.plain, c.guarded = client(o, false), client(o, true)
	var err error
	c.cache, err = openCache(o.Cache)
	return c, err
}

// Agent is the user agent: what asks, and for whom.
func (c *Client) Agent() string {
	return fmt.Sprintf("%s/1 (+%s)", agent, cmp.Or(c.Contact, "no contact given"))
}

// agent is the name that robots.txt knows.
const agent = "councilgraph"

// Get fetches an address. Errors wrap ErrTooLarge, ErrRobots, ErrAddress, a *StatusError, or what the network said.
func (c *Client) Get(ctx context.Context, address string) (*Response, error) {
	u, err := parse(address)
	if err != nil {
		return nil, err
	}
	c.one.Lock()
	defer c.one.Unlock()
	r, err := c.patiently(ctx, u)
	if err != nil {
		return nil, fmt.Errorf("fetch: %w", err)
	}
	return r, nil
}

func parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%w: found %q, expected one with http:// or https://", ErrAddress, address)
	}
	u.Fragment = ""
	return u, nil
}

// patiently asks until there is an answer that stands, at most Retries times more.
func (c *Client) patiently(ctx context.Context, u *url.URL) (*Response, error) {
	for attempt := 0; ; attempt++ {
		r, err := c.follow(ctx, u)
		var again *passing
		if !errors.As(err, &again) {
			return r, err
		}
		wait := cmp.Or(again.wait, time.Second<<min(attempt, 10))
		if ctx.Err() != nil || attempt >= c.Retries || again.wait > c.MaxWait {
			return nil, again.err
		}
		if err := c.sleep(ctx, min(wait, c.MaxWait)); err != nil {
			return nil, err
		}
	}
}

// passing is a fault that may be gone the next time.
type passing struct {
	err  error
	wait time.Duration // what the server asked for
}

func (p *passing) Error() string { return p.err.Error() }
func (p *passing) Unwrap() error { return p.err }

// pause waits until the host may be asked again.
func (c *Client) pause(ctx context.Context, host string, delay time.Duration) error {
	if last, ok := c.last[host]; ok {
		if wait := max(c.Delay, delay) - time.Since(last); wait > 0 {
			if err := c.sleep(ctx, wait); err != nil {
				return err
			}
		}
	}
	c.last[host] = time.Now()
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
