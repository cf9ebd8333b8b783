package ocds

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"councilgraph/ingest/fetch"
)

// list serves five packages, each leading to the next by a cursor, as Find a Tender does.
type list struct {
	asked []string
	links map[string]string // cursor -> links.next, where it is another than it should be
	cut   string            // the cursor of a package that is cut off
}

func (l *list) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/api/1.0/ocdsReleasePackages" {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	cursor := r.URL.Query().Get("cursor")
	l.asked = append(l.asked, cursor)
	n := 0
	_, _ = fmt.Sscan(cursor, &n)
	link := fmt.Sprintf(`http://%s/api/1.0/ocdsReleasePackages?limit=2&updatedFrom=2026-01-01T00:00:00&cursor=%d`, r.Host, n+1)
	if n == 4 {
		link = ""
	}
	if other, ok := l.links[cursor]; ok {
		link = other
	}
	body := fmt.Sprintf(`{"uri":"u","releases":[{"ocid":"ocds-%d"},{"ocid":"ocds-%d"}],"links":{"next":%q}}`, 2*n, 2*n+1, link)
	if l.cut == cursor && l.cut != "" {
		body = body[:len(body)/2]
	}
	fmt.Fprint(w, body)
}

func setup(t *testing.T) (*list, string, *fetch.Client, *fetch.Journal) {
	t.Helper()
	l := &list{links: map[string]string{}}
	server := httptest.NewServer(l)
	t.Cleanup(server.Close)
	c, err := fetch.New(fetch.Options{Delay: time.Nanosecond, Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	j, err := fetch.OpenJournal(filepath.Join(t.TempDir(), "journal"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return l, server.URL + "/api/1.0/ocdsReleasePackages?limit=2&updatedFrom=2026-01-01T00:00:00", c, j
}

// TestWalk: all of them, in order; one that was stopped goes on with the package at hand; one that came to its end begins anew.
func TestWalk(t *testing.T) {
	l, start, c, j := setup(t)
	var took []string
	stop := errors.New("stop")
	at := 3
	take := func(p *Package) error {
		if p.Releases != 2 || p.Retrieved.IsZero() || p.URL == "" {
			t.Errorf("%+v", p)
		}
		if len(took) == at {
			return stop
		}
		took = append(took, string(p.Data[10:40]))
		return nil
	}
	if err := Walk(t.Context(), c, j, start, take); !errors.Is(err, stop) {
		t.Fatal(err)
	}
	at = -1
	if err := Walk(t.Context(), c, j, start, take); err != nil {
		t.Fatal(err)
	}
	if want := []string{"", "1", "2", "3", "3", "4"}; !slices.Equal(l.asked, want) {
		t.Errorf("asked for %q, want %q", l.asked, want)
	}
	if len(took) != 5 || len(slices.Compact(slices.Clone(took))) != 5 {
		t.Errorf("took %q", took)
	}
	if err := Walk(t.Context(), c, j, start, take); err != nil || len(took) != 10 {
		t.Errorf("anew: %d %v", len(took), err)
	}
}

func TestWalkFaults(t *testing.T) {
	nothing := func(*Package) error { return nil }
	for name, tt := range map[string]struct {
		set  func(*list)
		want error
	}{
		"another host": {func(l *list) { l.links["1"] = "http://169.254.169.254/x" }, fetch.ErrAddress},
		"a circle":     {func(l *list) { l.links["2"] = "?limit=2&updatedFrom=2026-01-01T00:00:00&cursor=1" }, ErrPackage},
		"cut":          {func(l *list) { l.cut = "1" }, ErrPackage},
	} {
		l, start, c, j := setup(t)
		tt.set(l)
		if err := Walk(t.Context(), c, j, start, nothing); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, start, c, j := setup(t)
	ctx, cancel := context.WithCancel(t.Context())
	if err := Walk(ctx, c, j, start, func(*Package) error { cancel(); return nil }); !errors.Is(err, context.Canceled) || j.Mark(Run(start)) == "" {
		t.Errorf("stopped: %v, left at %q", err, j.Mark(Run(start)))
	}
}

func TestRead(t *testing.T) {
	for data, want := range map[string]int{`{"releases":[]}`: 0, `{"releases":[{},{}]}`: 2, `{"ocid":"ocds-1"}`: 1, "\ufeff" + `{"releases":[{}]}`: 1,
		`{"records":[]}`: -1, `[]`: -1, ``: -1, `{"releases":[{}`: -1, `{"releases":null}`: -1} {
		p, err := Read([]byte(data))
		if want < 0 != errors.Is(err, ErrPackage) || err == nil && p.Releases != want {
			t.Errorf("%s: %+v %v", data, p, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"releases":[{}],"links":{"next":"http://example.org/?cursor=1"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := Read(data); (p == nil) == (err == nil) {
			t.Error("neither a package nor an error")
		}
	})
}
