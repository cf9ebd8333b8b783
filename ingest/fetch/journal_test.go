package fetch

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestJournal: what was noted is there after a crash, whatever the last line came to.
func TestJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "journal")
	open := func() *Journal {
		t.Helper()
		j, err := OpenJournal(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { j.Close() })
		return j
	}
	must := func(errs ...error) {
		t.Helper()
		for _, err := range errs {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	j := open()
	if got := j.Reads("d", "h", at.Add(time.Millisecond)); !got.Equal(at) {
		t.Errorf("a new text since %s", got)
	}
	must(j.Finish("run", "1"), j.Finish("run", "2"), j.SetMark("list", "cursor"), j.SetReads("d", "h", at), j.SetReads("d", "h", at))
	must(j.Finish("other", "1"), j.End("other"))

	for _, torn := range []string{"", `{"run":"run","do`, "\x00\xff\n", `{"run":5}` + "\n"} {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		must(err)
		_, err = f.WriteString(torn)
		must(err, f.Close())
		j = open()
		if !j.Done("run", "1") || !j.Done("run", "2") || j.Done("run", "3") || j.Done("other", "1") || j.Mark("list") != "cursor" {
			t.Errorf("after %q: %+v", torn, j)
		}
		if got := j.Reads("d", "h", at.Add(time.Hour)); !got.Equal(at) {
			t.Errorf("after %q the text is of %s", torn, got)
		}
		if got := j.Reads("d", "other", at.Add(time.Hour)); !got.Equal(at.Add(time.Hour)) {
			t.Errorf("another text is of %s", got)
		}
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	must(err)
	_, err = f.WriteString(`{"run":"run","do`)
	must(err, f.Close(), j.Finish("run", "3")) // after a line that was cut
	must(j.End("list"))
	j = open()
	if !j.Done("run", "3") || j.Mark("list") != "" {
		t.Errorf("%+v", j)
	}
}
