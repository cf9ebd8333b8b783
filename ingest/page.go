package ingest

import (
	"context"
	"errors"
	"fmt"

	"councilgraph/ingest/extract"
	"councilgraph/ingest/record"
	"councilgraph/ingest/resolve"
)

// PageResult is what became of one page.
type PageResult struct {
	Kind  extract.Kind   // empty where the page could not be read
	Fault extract.Reason // why it could not be read; empty where it was
	Notes []string       // what was not read of it, and why
	// Records are one, or of a package of releases one each. Of a page that could not be read it is one whose one item is refused.
	Records []*Result
}

// Taking is how a page is taken in.
type Taking struct {
	DryRun bool // say what would become of it and write nothing
	// Reread takes in what a page says by the names that the graph knows by now. Else a version that was read before stays as it was read.
	Reread bool
	Reason string // why it is sent; kept with the record
}

// Page reads a page with the names that the graph holds, and takes in what it says. name is the file's or the address, for messages. A
// page that cannot be read is no error: it is refused, and nothing of it is kept.
//
// With an error, the records before the one that failed are in the result and stay; nothing of that one was written, and the same call
// may be made again.
func (s *Service) Page(ctx context.Context, name string, p extract.Page, t Taking) (*PageResult, error) {
	s.one.Lock()
	defer s.one.Unlock()
	out := &PageResult{}
	how, otherwise := t.how(), 0
	var read *extract.Reading
	for done := 0; read == nil || done < len(read.Records); done++ {
		res, err := insist(ctx, name, func() (*Result, error) {
			// Where others wrote meanwhile, the page is read again too: by the names that there are now it may say more. A package is
			// read once: its releases say themselves whom they name.
			if read == nil || len(read.Records) == 1 {
				var err error
				if read, err = s.read(ctx, p); err != nil {
					return nil, err
				}
				out.Kind, out.Notes = read.Kind, read.Notes
			}
			return s.try(ctx, name, record.Marshal(read.Records[done]), how)
		})
		var fault *extract.Error
		if errors.As(err, &fault) {
			out.Fault, out.Records = fault.Reason, append(out.Records, notRead(fault))
			return out, nil
		}
		if err != nil {
			return out, err
		}
		for i := range res.Items {
			res.Items[i].Line = 0 // that of a text that nobody has
		}
		out.Records = append(out.Records, res)
		otherwise += res.Otherwise
	}
	out.Notes = append(out.Notes, ReadBefore(otherwise)...)
	return out, nil
}

// Made takes in a record that rules made of what a source gave, as Page does one that it makes itself.
func (s *Service) Made(ctx context.Context, name string, rec *record.Record, t Taking) (*Result, error) {
	s.one.Lock()
	defer s.one.Unlock()
	data := record.Marshal(rec)
	return insist(ctx, name, func() (*Result, error) { return s.try(ctx, name, data, t.how()) })
}

func (t Taking) how() taking {
	if t.Reread {
		return taking{t.DryRun, reread, t.Reason}
	}
	return taking{t.DryRun, keep, t.Reason}
}

// ReadBefore is the note that some items of a page would be read otherwise now; none where no item would.
func ReadBefore(otherwise int) []string {
	if otherwise == 0 {
		return nil
	}
	return []string{fmt.Sprintf("read before, and kept as it was read; by what is known since, %d of its items and names would be read otherwise: `reread` takes that in", otherwise)}
}

// read makes the records of a page. Its error is an *extract.Error, or says that the graph could not be read.
func (s *Service) read(ctx context.Context, p extract.Page) (*extract.Reading, error) {
	known, err := s.knownNow(ctx)
	if err != nil {
		return nil, err
	}
	read, err := extract.Read(s.model, p, known)
	if err != nil {
		return nil, err
	}
	if len(read.Records) == 0 {
		return nil, &extract.Error{Reason: extract.NoRelease, Found: "a package without releases", Expected: "at least one"}
	}
	return s.addressed(ctx, p, known, read)
}

// notRead is what becomes of a page that cannot be read.
func notRead(fault *extract.Error) *Result {
	return &Result{Items: []resolve.Item{{Path: "page", Fate: resolve.Refused, Code: string(fault.Reason), Reason: fault.Error()}}}
}
