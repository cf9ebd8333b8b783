package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const maxHops = 5

// follow asks for an address and goes where its server leads.
func (c *Client) follow(ctx context.Context, u *url.URL) (*Response, error) {
	first := u
	for range maxHops + 1 {
		hc := c.plain
		if u.Hostname() != first.Hostname() {
			if err := publicName(u); err != nil {
				return nil, err
			}
			hc = c.guarded
			if viaProxy(u) {
				hc = c.plain // what is dialled is the proxy
			}
		}
		r, next, err := c.once(ctx, hc, u)
		if err != nil || next == nil {
			return r, err
		}
		u = next
	}
	return nil, fmt.Errorf("%w: %s leads on more than %d times", ErrAddress, first, maxHops)
}

// once sends one request, where robots.txt allows it. next is where the answer leads.
func (c *Client) once(ctx context.Context, hc *http.Client, u *url.URL) (r *Response, next *url.URL, err error) {
	rules, err := c.rules(ctx, hc, u)
	if err != nil {
		return nil, nil, err
	}
	if !rules.allows(u) {
		return nil, nil, fmt.Errorf("%w: %s", ErrRobots, u)
	}
	held := c.cache.find(u.String())
	header := http.Header{}
	if held != nil {
		set(header, "If-None-Match", held.ETag)
		set(header, "If-Modified-Since", held.LastModified)
	}
	resp, err := c.send(ctx, hc, u, header, rules.delay)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotModified && held != nil:
		return held.response(u.String(), true), nil, nil
	case slices.Contains([]int{301, 302, 303, 307, 308}, resp.StatusCode):
		to, err := u.Parse(resp.Header.Get("Location"))
		if err != nil || resp.Header.Get("Location") == "" {
			return nil, nil, &StatusError{URL: u.String(), Code: resp.StatusCode}
		}
		next, err = parse(to.String())
		return nil, next, err
	case resp.StatusCode != http.StatusOK:
		return nil, nil, refusal(u, resp)
	}
	body, err := c.body(u, resp)
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(body)
	now := entry{URL: u.String(), Type: resp.Header.Get("Content-Type"), ETag: resp.Header.Get("ETag"),
		LastModified: resp.Header.Get("Last-Modified"), Hash: hex.EncodeToString(sum[:]), Retrieved: time.Now().UTC().Truncate(time.Second)}
	unchanged := held != nil && held.Hash == now.Hash
	if unchanged {
		now.Retrieved = held.Retrieved
	}
	now.body = body
	if err := c.cache.keep(&now); err != nil {
		return nil, nil, fmt.Errorf("keep %s: %w", u, err)
	}
	return now.response(u.String(), unchanged), nil, nil
}

// send makes the request. What the network does wrong may pass.
func (c *Client) send(ctx context.Context, hc *http.Client, u *url.URL, header http.Header, delay time.Duration) (*http.Response, error) {
	if err := c.pause(ctx, u.Host, delay); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAddress, err)
	}
	req.Header = header
	req.Header.Set("User-Agent", c.Agent())
	resp, err := hc.Do(req)
	c.last[u.Host] = time.Now()
	switch {
	case err == nil:
		return resp, nil
	case ctx.Err() != nil, errors.Is(err, ErrAddress):
		return nil, err
	}
	return nil, &passing{err: err}
}

// refusal is an answer without the document. Too many requests and a server's own faults may pass.
func refusal(u *url.URL, resp *http.Response) error {
	err := &StatusError{URL: u.String(), Code: resp.StatusCode}
	switch resp.StatusCode {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		err.Wait = retryAfter(resp.Header.Get("Retry-After"), time.Now())
		return &passing{err: err, wait: err.Wait}
	}
	return err
}

// retryAfter reads seconds or a date; 0 where there is neither.
func retryAfter(s string, now time.Time) time.Duration {
	if n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 32); err == nil {
		return time.Duration(max(n, 0)) * time.Second
	}
	if at, err := http.ParseTime(s); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}

// body reads what a response holds, unless that is too much: told by its length, before anything of it is read, or as it comes.
func (c *Client) body(u *url.URL, resp *http.Response) ([]byte, error) {
	if resp.ContentLength > c.MaxBytes {
		return nil, fmt.Errorf("%w: %s has %d bytes, at most %d are taken", ErrTooLarge, u, resp.ContentLength, c.MaxBytes)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, c.MaxBytes+1))
	if int64(len(body)) > c.MaxBytes {
		return nil, fmt.Errorf("%w: %s has more than %d bytes", ErrTooLarge, u, c.MaxBytes)
	}
	if err != nil {
		if ctx := resp.Request.Context(); ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &passing{err: fmt.Errorf("read %s: %w", u, err)}
	}
	return body, nil
}

func set(h http.Header, name, v string) {
	if v != "" {
		h.Set(name, v)
	}
}
