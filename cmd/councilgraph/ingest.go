package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
	"councilgraph/ingest"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/fetch"
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

// ingestCommand takes in files where no source is named.
type ingestCommand struct {
	Records   recordsCommand   `cmd:"" default:"withargs" help:"Take in records and pages from files; the word itself may be left out."`
	Moderngov moderngovCommand `cmd:"" help:"Take in a council's meetings and councillors from its ModernGov site."`
	OCDS      ocdsCommand      `cmd:"" name:"ocds" help:"Take in contract notices: OCDS release packages, from a list that leads from one to the next, or from a file."`
}

type recordsCommand struct {
	takeFlags
	sourceFlags
	URL     string   `help:"The address of a page in a local file, which names its document." name:"url"`
	Records []string `arg:"" help:"Record files (YAML or JSON), pages (text or HTML), folders of them, or addresses." name:"file"`
}

// newService makes the one way by which records come into a store.
func newService(s store.Store) *ingest.Service {
	var known []resolve.KnownName
	for _, n := range seed.Names() {
		known = append(known, resolve.KnownName(n))
	}
	return ingest.New(schema.Domain(), s, known)
}

// Run takes the records in, each in a transaction of its own.
func (c *recordsCommand) Run(ctx context.Context, log *slog.Logger, io streams) error {
	files, err := recordFiles(c.Records)
	if err != nil {
		return err
	}
	if c.URL != "" && len(files) > 1 {
		return errOneURL
	}
	s, err := c.open(ctx, log)
	if err != nil {
		return err
	}
	defer s.Close()
	t := c.taker(io, newService(s))
	var client *fetch.Client
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !isAddress(file) {
			err = t.file(ctx, file, c.URL)
		} else if client == nil {
			client, err = fetch.New(c.options())
		}
		if err == nil && isAddress(file) {
			err = t.fetched(ctx, client, file)
		}
		if err != nil {
			return err
		}
	}
	if refused := t.counts[resolve.Refused]; refused > 0 {
		fmt.Fprintf(io.err, "%d items were refused; the reasons stand above. What was taken stays: mend the file and send it again.\n", refused)
		return exitCode(1)
	}
	return nil
}

// file takes in a record, or a page whose address is known or not.
func (t *taker) file(ctx context.Context, name, url string) error {
	data, err := readUpTo(name, maxFile)
	if err != nil {
		return err
	}
	records, err := asRecords(name, data, url, func() (extract.Known, error) { return t.service.Known(ctx) })
	if why, ok := refusedPage(err); ok {
		t.refuse(name, why)
		return nil
	}
	if err != nil {
		return err
	}
	for _, data := range records {
		if err := t.data(ctx, name, data); err != nil {
			return err
		}
	}
	return nil
}

// printItems writes one line an item, and one that counts them. What is unchanged, or held with its document, is
// only counted, unless all is to be told.
func printItems(io streams, name string, res *ingest.Result, all, dry bool) {
	counts := map[resolve.Fate]int{}
	for _, i := range res.Items {
		counts[i.Fate]++
		if !all && (i.Fate == resolve.Unchanged && i.Reason == "" || i.Fate == resolve.OnHold && i.Reason == resolve.WithDocument) {
			continue
		}
		at := name
		if i.Line > 0 {
			at = fmt.Sprintf("%s:%d", name, i.Line)
		}
		line := fmt.Sprintf("%-9s %s %s %s", strings.ToLower(string(i.Fate)), at, i.Path, i.ID)
		if i.Reason != "" {
			line = strings.TrimRight(line, " ") + ": " + i.Reason
		}
		fmt.Fprintln(io.out, strings.TrimRight(line, " "))
	}
	fmt.Fprintf(io.out, "%s: %s%s\n", name, counted(counts), dryRun(dry))
}

// counted says how many items had which fate.
func counted(counts map[resolve.Fate]int) string {
	var out []string
	for _, f := range []resolve.Fate{resolve.Created, resolve.Updated, resolve.Ended, resolve.Unchanged, resolve.OnHold, resolve.Refused} {
		if n := counts[f]; n > 0 {
			out = append(out, fmt.Sprintf("%d %s", n, strings.ToLower(string(f))))
		}
	}
	if len(out) == 0 {
		return "nothing in it"
	}
	return strings.Join(out, ", ")
}

func dryRun(is bool) string {
	if is {
		return " (dry run: nothing was written)"
	}
	return ""
}

// recordFiles are the files and addresses named, and the record files in the folders named, in order of name.
func recordFiles(paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		if isAddress(p) {
			out = append(out, p)
			continue
		}
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			out = append(out, p)
			continue
		}
		before := len(out)
		err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(path)) || slices.Contains(pageEndings, filepath.Ext(path))) {
				out = append(out, path)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		if len(out) == before {
			return nil, fmt.Errorf("%s: %w", p, errNoRecords)
		}
	}
	return out, nil
}

var (
	errNoRecords = errors.New("found no .yaml, .yml, .json, .txt, .html or .htm file in the folder")
	errOneURL    = errors.New("--url names one document: found several files, expected one")
)
