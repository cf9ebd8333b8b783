package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"councilgraph/graph/schema"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/fetch"
	"councilgraph/ingest/fetch/moderngov"
)

type moderngovCommand struct {
	takeFlags
	sourceFlags
	Council   string `help:"Code of the council (BEN), its name, or the address of its ModernGov site." required:"" placeholder:"CODE|BASE-URL"`
	Base      string `help:"Address of the council's site, where it is another than the list of councils has." placeholder:"URL"`
	Committee string `help:"Number of one committee; without it all committees and the register of councillors." placeholder:"ID"`
	From      string `help:"First day of the meetings, 2026-01-31; a year before today without it." placeholder:"DAY"`
	To        string `help:"Last day of the meetings; a year after today without it." placeholder:"DAY"`
}

// Run takes in what the site has.
func (c *moderngovCommand) Run(ctx context.Context, log *slog.Logger, io streams) error {
	site, err := c.site()
	if err != nil {
		return err
	}
	query, err := c.query(time.Now())
	if err != nil {
		return err
	}
	client, journal, err := c.client()
	if err != nil {
		return err
	}
	defer journal.Close()
	s, err := c.open(ctx, log)
	if err != nil {
		return err
	}
	defer s.Close()
	if site.Known, err = committees(ctx, s, log); err != nil {
		return err
	}
	r := &moderngovRun{taker: c.taker(io, log, newService(s)), site: site, source: moderngov.New(site.Base, client), journal: journal,
		name: strings.Join([]string{"moderngov", c.name(), site.Base, c.Committee, c.From, c.To}, " ")}
	return r.run(ctx, query, c.Committee == "")
}

// query is what is asked for.
func (c *moderngovCommand) query(now time.Time) (moderngov.Query, error) {
	q := moderngov.Query{Committee: c.Committee, From: moderngov.DateOf(now.AddDate(-1, 0, 0)), To: moderngov.DateOf(now.AddDate(1, 0, 0))}
	if strings.Trim(c.Committee, "0123456789") != "" {
		return q, fmt.Errorf("--committee: found %q, expected a number: that of CId in the address of the committee's page", c.Committee)
	}
	for _, day := range []struct {
		flag, given string
		into        *moderngov.Date
	}{{"--from", c.From, &q.From}, {"--to", c.To, &q.To}} {
		if day.given == "" {
			continue
		}
		t, err := time.Parse(time.DateOnly, day.given)
		if err != nil {
			return q, fmt.Errorf("%s: found %q, expected a day of the form 2026-01-31", day.flag, day.given)
		}
		*day.into = moderngov.DateOf(t)
	}
	if q.From > q.To {
		return q, fmt.Errorf("--from: found %s, which is after --to, %s", q.From, q.To)
	}
	return q, nil
}

// site finds the site and whose it is. A site that serves several councils stays that of all of them, whichever was asked for.
func (c *moderngovCommand) site() (moderngov.Site, error) {
	table := councils.Load()
	site := moderngov.Site{Table: table, Base: c.Base}
	if strings.Contains(c.Council, "://") {
		if c.Base != "" {
			return site, errors.New("--base: found beside an address in --council, expected one of them")
		}
		site.Base = c.Council
	} else {
		council, err := named(table, c.Council)
		if err != nil {
			return site, err
		}
		site.Councils = []councils.Council{council}
		switch {
		case c.Base != "":
		case council.System != "ModernGov" || council.Base == "":
			return site, fmt.Errorf("--council: the list of councils has no ModernGov site for %s (%s); --base gives one", council.Official, council.System)
		default:
			site.Base = council.Base
		}
	}
	u, err := url.Parse(site.Base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return site, fmt.Errorf("--council, --base: found %q, expected an address such as https://democracy.example.gov.uk", site.Base)
	}
	var current []councils.Council
	for _, x := range table.ByHost(u.Host) {
		if x.Current() {
			current = append(current, x)
		}
	}
	if len(current) > 1 || len(site.Councils) == 0 {
		site.Councils = current
	}
	return site, nil
}

// named finds the one council that exists by its code or name.
func named(table *councils.Table, text string) (councils.Council, error) {
	if c, ok := table.ByCode(text); ok {
		return c, nil
	}
	var found []string
	for _, c := range table.ByName(text) {
		if c.Current() {
			found = append(found, c.Code+" "+c.Official)
		}
	}
	if len(found) == 1 {
		c, _ := table.ByCode(found[0][:strings.IndexByte(found[0], ' ')])
		return c, nil
	}
	fit := "none fits"
	if len(found) > 0 {
		fit = fmt.Sprintf("%d fit: %s", len(found), strings.Join(found, ", "))
	}
	return councils.Council{}, fmt.Errorf("--council: found %q, expected the code of one council (BEN), its name, or the address of its site; %s", text, fit)
}

// moderngovRun is one run over a site.
type moderngovRun struct {
	*taker
	site    moderngov.Site
	source  *moderngov.Service
	journal *fetch.Journal
	name    string // of the run, in the journal
	broken  int    // documents in a row that could not be fetched
}

// mostBroken is after how many documents in a row that could not be fetched the site is taken to be away.
const mostBroken = 5

// run takes in the register of councillors, where it is asked for, and the meetings.
func (r *moderngovRun) run(ctx context.Context, q moderngov.Query, members bool) error {
	fmt.Fprintf(r.io.err, "%s: meetings from %s to %s\n", r.site.Base, q.From, q.To)
	listing, err := r.source.List(ctx, q)
	if err != nil {
		return r.stopped(ctx, err)
	}
	for _, note := range listing.Notes {
		fmt.Fprintln(r.io.err, note)
	}
	r.progress.total = len(listing.Meetings)
	if members {
		if err := r.councillors(ctx); err != nil {
			return r.stopped(ctx, err)
		}
	}
	for _, m := range listing.Meetings {
		if err := r.meeting(ctx, m, listing); err != nil {
			return r.stopped(ctx, err)
		}
	}
	if !r.DryRun {
		if err := r.journal.End(r.name); err != nil {
			return err
		}
	}
	return r.summary(false)
}

// stopped ends a run before its end: with a summary where the user stopped it, else with what is wrong.
func (r *moderngovRun) stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return r.summary(true)
	}
	_ = r.summary(false) // the error tells more
	return err
}

// councillors takes in the register, a document a ward.
func (r *moderngovRun) councillors(ctx context.Context) error {
	wards, response, err := r.source.Councillors(ctx)
	if errors.Is(err, moderngov.ErrOff) {
		fmt.Fprintf(r.io.err, "no register of councillors: %v\n", err)
		return nil
	}
	if err != nil {
		return err
	}
	drafts := r.site.CouncillorDrafts(wards, response.URL)
	r.progress.total += len(drafts)
	for _, d := range drafts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.draft(ctx, strings.TrimPrefix(d.Document, "document:"), d); err != nil {
			return err
		}
	}
	return nil
}

// meeting takes in one meeting, unless the run that this one takes up did so. One that cannot be had is told, and the next comes.
func (r *moderngovRun) meeting(ctx context.Context, m moderngov.Meeting, l *moderngov.Listing) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	what := "meeting/" + m.ID
	if r.journal.Done(r.name, what) {
		r.progress.skipped++
		return nil
	}
	detail, response, err := r.source.Meeting(ctx, m.ID)
	if errors.Is(err, moderngov.ErrOff) {
		return r.page(ctx, what, m, l.Occasions[m.ID], err)
	}
	if err != nil {
		return r.away(ctx, what, err)
	}
	r.broken = 0
	if detail.Hidden {
		fmt.Fprintf(r.io.out, "%s: not to be shown, by the site's word\n", what)
		r.progress.step()
		return nil
	}
	draft, err := r.site.MeetingDraft(m, detail, l.Occasions[m.ID], response.URL)
	if err != nil {
		r.fail(what, err)
		return nil
	}
	return r.draft(ctx, what, draft)
}

// page takes in the page of a meeting that the service does not give, for the reason why.
func (r *moderngovRun) page(ctx context.Context, what string, m moderngov.Meeting, occasion string, why error) error {
	response, err := r.source.Page(ctx, m)
	if err != nil {
		return r.away(ctx, what, errors.Join(why, err))
	}
	r.broken = 0
	known, err := r.known(ctx)
	if err != nil {
		return err
	}
	records, err := pageRecords(schema.Domain(), response, known)
	if err != nil {
		r.fail(what, err)
		return nil
	}
	for _, rec := range records {
		apart(rec, occasion)
		if err := r.take(ctx, r.site.Host()+"/"+what, rec); err != nil {
			return err
		}
	}
	r.progress.step()
	if r.DryRun {
		return nil
	}
	return r.journal.Finish(r.name, what)
}

// known are the names by which pages are read, with the site's host among those of its councils: it may be another than the list has.
func (r *moderngovRun) known(ctx context.Context) (extract.Known, error) {
	known, err := r.service.Known(ctx)
	known.Councils = r.site.Table.With(r.site.Host(), r.site.Councils)
	return known, err
}

// away tells of a document that could not be fetched. After a few in a row the run ends: the rest would fare no better.
func (r *moderngovRun) away(ctx context.Context, what string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	r.fail(what, err)
	if r.broken++; r.broken == mostBroken {
		return fmt.Errorf("%d documents in a row could not be fetched; the site seems to be away", mostBroken)
	}
	return nil
}

// draft takes in a document that a register gives, and notes since when it reads as it does.
func (r *moderngovRun) draft(ctx context.Context, what string, d *moderngov.Draft) error {
	since := r.journal.Reads(d.Document, d.Hash, time.Now())
	rec, err := d.Record(schema.Domain(), since)
	if err != nil {
		r.fail(what, err)
		return nil
	}
	// Noted first: where the process dies after the write, the next run must make the very same record.
	if !r.DryRun {
		if err := r.journal.SetReads(d.Document, d.Hash, since); err != nil {
			return err
		}
	}
	if err := r.take(ctx, r.site.Host()+"/"+what, rec); err != nil {
		return err
	}
	r.progress.step()
	if r.DryRun {
		return nil
	}
	return r.journal.Finish(r.name, what)
}
