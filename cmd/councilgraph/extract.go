package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"councilgraph/graph/schema"
	"councilgraph/ingest/councils"
	"councilgraph/ingest/extract"
	"councilgraph/ingest/record"
	"councilgraph/seed"
)

type extractCommand struct {
	URL  string `help:"The address of the page, which names its document." name:"url"`
	File string `arg:"" help:"A page: text or HTML; - reads standard input."`
}

// Run prints the record of a page, of a package of releases one each, and on standard error what was not read.
func (c *extractCommand) Run(io streams) error {
	if err := addressOf("--url", c.URL); err != nil {
		return err
	}
	data, err := readPage(io.in, c.File)
	if err != nil {
		return err
	}
	read, err := extract.Read(schema.Domain(), extract.Page{Data: data, URL: c.URL, By: written(c.File)}, knownNames())
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	for _, note := range read.Notes {
		fmt.Fprintf(io.err, "%s: %s\n", c.File, note)
	}
	for _, rec := range read.Records {
		var out bytes.Buffer
		if err := json.Indent(&out, record.Marshal(rec), "", "  "); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(io.out, out.String()); err != nil {
			return err
		}
	}
	return nil
}

// readPage reads no more than a page may have, and one byte, so that a larger one is refused for its size.
func readPage(in io.Reader, file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(io.LimitReader(in, extract.MaxBytes+1))
	}
	return readUpTo(file, extract.MaxBytes)
}

// maxFile is more than any record or page may have: what is larger is refused for its size, unread.
const maxFile = 32 << 20

// readUpTo reads a file, of a larger one the limit and one byte.
func readUpTo(file string, limit int64) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit+1))
}

// written is the day on which a file was last written: by then the page stood there. Empty where there is no file.
func written(file string) string {
	info, err := os.Stat(file)
	if err != nil || info.IsDir() {
		return ""
	}
	return info.ModTime().UTC().Format(time.DateOnly)
}

// knownNames are the list of councils and the names of the reviewed records.
func knownNames() extract.Known {
	known := extract.Known{Councils: councils.Load()}
	m := schema.Domain()
	for _, n := range seed.Names() {
		if t := m.TypeOf(n.ID); t != nil {
			known.Names = append(known.Names, extract.Name{Type: t.Name, ID: n.ID, Text: n.Text})
		}
	}
	return known
}

// isRecord: YAML always is, or is meant to be; JSON where it has the mark of one; text and HTML never.
func isRecord(name string, data []byte) bool {
	switch ending := filepath.Ext(name); {
	case ending == ".yaml", ending == ".yml":
		return true
	case slices.Contains(pageEndings, ending):
		return false
	}
	var head struct {
		Record   json.RawMessage `json:"record"`
		Document json.RawMessage `json:"document"`
	}
	err := json.Unmarshal(data, &head)
	return err == nil && (head.Record != nil || head.Document != nil) || err != nil && bytes.Contains(data[:min(len(data), 4096)], []byte(`"record"`))
}
