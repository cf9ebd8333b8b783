// Package ocds walks lists of OCDS release packages, such as that of Find a Tender: each package leads to the next one.
package ocds

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"councilgraph/ingest/fetch"
)

// Getter fetches a document.
type Getter interface {
	Get(ctx context.Context, address string) (*fetch.Response, error)
}

// Package is a release package as it came.
type Package struct {
	URL       string // empty for a file
	Data      []byte
	Retrieved time.Time
	Releases  int    // in it; of a package of records, these
	Next      string // address of the next package; empty at the end
}

// ErrPackage says that what came is no release package.
var ErrPackage = errors.New("not an OCDS release package")

// Read looks at a package of releases, or of records that hold them: how many it holds, and where it leads to.
func Read(data []byte) (*Package, error) {
	var p struct {
		Releases *[]json.RawMessage `json:"releases"`
		Records  *[]json.RawMessage `json:"records"`
		OCID     string             `json:"ocid"`
		Links    struct {
			Next string `json:"next"`
		} `json:"links"`
	}
	trimmed := bytes.TrimPrefix(data, []byte("\ufeff"))
	if err := json.Unmarshal(trimmed, &p); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPackage, err)
	}
	switch {
	case p.Releases != nil:
		return &Package{Data: trimmed, Releases: len(*p.Releases), Next: p.Links.Next}, nil
	case p.Records != nil && len(*p.Records) > 0:
		return &Package{Data: trimmed, Releases: len(*p.Records), Next: p.Links.Next}, nil
	case p.OCID != "": // a release by itself
		return &Package{Data: trimmed, Releases: 1}, nil
	}
	return nil, fmt.Errorf("%w: found neither releases, records nor an ocid", ErrPackage)
}

// Journal is where a walk notes how far it has come.
type Journal interface {
	Mark(run string) string
	SetMark(run, where string) error
	End(run string) error
}

// Run is the name under which a journal keeps how far a walk from that start has come.
func Run(start string) string { return "ocds " + start }

// Walk hands on the packages of a list, from its start, or from where a walk of the same start was left. A package counts as done
// when take gives no error: a walk that is stopped begins again with the one at hand. Its end is noted, and the next walk begins anew.
func Walk(ctx context.Context, get Getter, j Journal, start string, take func(*Package) error) error {
	first, err := url.Parse(start)
	if err != nil {
		return fmt.Errorf("%w: %w", fetch.ErrAddress, err)
	}
	run := Run(start)
	at := start
	if left := j.Mark(run); left != "" {
		at = left
	}
	seen := map[string]bool{}
	for at != "" {
		if err := ctx.Err(); err != nil {
			return err
		}
		seen[at] = true
		r, err := get.Get(ctx, at)
		if err != nil {
			return err
		}
		p, err := Read(r.Body)
		if err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
		p.URL, p.Retrieved = r.URL, r.Retrieved
		if p.Next, err = next(first, at, p.Next); err != nil {
			return err
		}
		if seen[p.Next] {
			return fmt.Errorf("%w: %s leads back to %s", ErrPackage, at, p.Next)
		}
		if err := take(p); err != nil {
			return err
		}
		if at = p.Next; at != "" {
			if err := j.SetMark(run, at); err != nil {
				return err
			}
		}
	}
	return j.End(run)
}

// next is where a package leads to: an address of the same host, or none.
func next(first *url.URL, at, link string) (string, error) {
	if link == "" {
		return "", nil
	}
	base, err := url.Parse(at)
	if err != nil {
		return "", fmt.Errorf("%w: %w", fetch.ErrAddress, err)
	}
	to, err := base.Parse(link)
	if err != nil {
		return "", fmt.Errorf("%w: links.next of %s: %w", fetch.ErrAddress, at, err)
	}
	if to.Host != first.Host {
		return "", fmt.Errorf("%w: links.next of %s leads to %s, expected the same host", fetch.ErrAddress, at, to.Host)
	}
	return to.String(), nil
}
