package fetch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Journal is a file that long work keeps beside its cache, so that it can be stopped at any moment and taken up again: what is
// done, where a list was left, since when each document reads as it does. Each line of it is written at once, and whole or not
// at all: a line that was cut off by a crash is as if it had not been written.
type Journal struct {
	file  *os.File
	path  string
	done  map[string]map[string]bool // run -> what
	mark  map[string]string          // run -> where
	reads map[string]reading         // document -> its text
}

type reading struct {
	Hash  string    `json:"hash"`
	Since time.Time `json:"since"`
}

// line is one thing that was noted.
type line struct {
	Run      string   `json:"run,omitempty"`
	Done     string   `json:"done,omitempty"`
	Mark     *string  `json:"mark,omitempty"`
	End      bool     `json:"end,omitempty"`
	Document string   `json:"document,omitempty"`
	Reading  *reading `json:"reading,omitempty"`
}

// OpenJournal opens the journal in a file, or begins one. What no longer matters of it is dropped.
func OpenJournal(path string) (*Journal, error) {
	j := &Journal{path: path, done: map[string]map[string]bool{}, mark: map[string]string{}, reads: map[string]reading{}}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	data, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return nil, fmt.Errorf("journal: %w", err)
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l line
		if json.Unmarshal(lines.Bytes(), &l) == nil {
			j.take(l)
		}
	}
	if err := writeFile(path, j.compact()); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	if j.file, err = os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o644); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	return j, nil
}

// Close closes the file. Nothing is left to be written.
func (j *Journal) Close() { j.file.Close() }

func (j *Journal) take(l line) {
	switch {
	case l.Document != "" && l.Reading != nil:
		j.reads[l.Document] = *l.Reading
	case l.Run == "":
	case l.End:
		delete(j.done, l.Run)
		delete(j.mark, l.Run)
	case l.Mark != nil:
		j.mark[l.Run] = *l.Mark
	case l.Done != "":
		if j.done[l.Run] == nil {
			j.done[l.Run] = map[string]bool{}
		}
		j.done[l.Run][l.Done] = true
	}
}

func (j *Journal) compact() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out) // into memory: it cannot fail
	for run, all := range j.done {
		for what := range all {
			_ = e.Encode(line{Run: run, Done: what})
		}
	}
	for run, mark := range j.mark {
		_ = e.Encode(line{Run: run, Mark: &mark})
	}
	for document, r := range j.reads {
		_ = e.Encode(line{Document: document, Reading: &r})
	}
	return out.Bytes()
}

func (j *Journal) note(l line) error {
	data, err := json.Marshal(l)
	if err != nil {
		return err
	}
	// A line break first: after a crash the line before may be cut.
	if _, err := j.file.Write(append([]byte("\n"), append(data, '\n')...)); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	j.take(l)
	return nil
}

// Done says whether a part of a run was done, and the run not yet ended.
func (j *Journal) Done(run, what string) bool { return j.done[run][what] }

// Finish notes that a part of a run is done.
func (j *Journal) Finish(run, what string) error { return j.note(line{Run: run, Done: what}) }

// Mark is where a run was left; empty at its beginning.
func (j *Journal) Mark(run string) string { return j.mark[run] }

// SetMark notes how far a run has come.
func (j *Journal) SetMark(run, where string) error { return j.note(line{Run: run, Mark: &where}) }

// End notes that a run came to its end: the next one begins anew.
func (j *Journal) End(run string) error { return j.note(line{Run: run, End: true}) }

// Reads says since when a document reads as it does: the instant noted with the same hash, else now, which is not yet noted.
func (j *Journal) Reads(document, hash string, now time.Time) time.Time {
	if r := j.reads[document]; r.Hash == hash {
		return r.Since
	}
	return now.UTC().Truncate(time.Second)
}

// SetReads notes since when a document reads as it does.
func (j *Journal) SetReads(document, hash string, since time.Time) error {
	if j.reads[document] == (reading{hash, since}) {
		return nil
	}
	return j.note(line{Document: document, Reading: &reading{hash, since}})
}
