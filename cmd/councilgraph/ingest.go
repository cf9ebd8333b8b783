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
	"councilgraph/ingest/resolve"
	"councilgraph/seed"
)

type ingestCommand struct {
	storeFlag
	DryRun  bool     `help:"Say what would happen and write nothing."`
	Reason  string   `help:"Why they are taken in; kept with each record."`
	All     bool     `help:"Print unchanged items too."`
	Records []string `arg:"" help:"Record files (YAML or JSON), or folders of them." name:"record"`
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
func (c *ingestCommand) Run(ctx context.Context, log *slog.Logger, io streams) error {
	files, err := recordFiles(c.Records)
	if err != nil {
		return err
	}
	s, err := c.open(ctx, log)
	if err != nil {
		return err
	}
	defer s.Close()
	service := newService(s)
	refused := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		res, err := service.Record(ctx, file, data, c.DryRun, c.Reason)
		if err != nil {
			return err
		}
		c.print(io, file, res)
		refused += res.Count(resolve.Refused)
	}
	if refused > 0 {
		fmt.Fprintf(io.err, "%d items were refused; the reasons stand above. What was taken stays: mend the file and send it again.\n", refused)
		return exitCode(1)
	}
	return nil
}

// print writes one line an item, and one that counts them.
func (c *ingestCommand) print(io streams, file string, res *ingest.Result) {
	var counts []string
	for _, f := range []resolve.Fate{resolve.Created, resolve.Updated, resolve.Ended, resolve.Unchanged, resolve.OnHold, resolve.Refused} {
		if n := res.Count(f); n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, strings.ToLower(string(f))))
		}
	}
	for _, i := range res.Items {
		if i.Fate == resolve.Unchanged && !c.All && i.Reason == "" {
			continue
		}
		at := file
		if i.Line > 0 {
			at = fmt.Sprintf("%s:%d", file, i.Line)
		}
		line := fmt.Sprintf("%-9s %s %s %s", strings.ToLower(string(i.Fate)), at, i.Path, i.ID)
		if i.Reason != "" {
			line = strings.TrimRight(line, " ") + ": " + i.Reason
		}
		fmt.Fprintln(io.out, strings.TrimRight(line, " "))
	}
	mode := ""
	if c.DryRun {
		mode = " (dry run: nothing was written)"
	}
	if len(counts) == 0 {
		counts = []string{"nothing in it"}
	}
	fmt.Fprintf(io.out, "%s: %s%s\n", file, strings.Join(counts, ", "), mode)
}

// recordFiles are the files named, and the record files in the folders named, in order of name.
func recordFiles(paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
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
			if err == nil && !d.IsDir() && slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(path)) {
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

var errNoRecords = errors.New("found no .yaml, .yml or .json file in the folder")
