package record_test

import (
	_ "embed"
	"strings"
	"testing"

	"councilgraph/graph/schema"
	"councilgraph/ingest/passage"
	"councilgraph/ingest/record"
)

//go:embed testdata/sound.yaml
var soundText string

// sound is a record with nothing wrong in it.
var sound = marked(soundText)

// marked puts hashes for their marks.
func marked(text string) string {
	heading, bullet, hashed := passage.Hash("Brent and Node4"), passage.Hash("Node4 got £17.84M for 12 months; 3 of 3 done."), passage.Hash("elsewhere")
	version := passage.VersionHash([]passage.Passage{{Hash: heading}, {Hash: bullet}, {Hash: hashed}})
	return strings.NewReplacer("$VERSION", version, "$HEADING", heading, "$BULLET", bullet, "$HASHED", hashed).Replace(text)
}

func parse(t testing.TB, text string) (*record.Record, []record.Problem) {
	t.Helper()
	return record.Parse("page.yaml", []byte(text), schema.Domain())
}

// clean parses what has nothing wrong in it.
func clean(t testing.TB, text string) *record.Record {
	t.Helper()
	rec, problems := parse(t, text)
	for _, p := range problems {
		t.Error(p.Error())
	}
	if rec == nil {
		t.FailNow()
	}
	return rec
}

// instead is the sound record with one piece of text replaced.
func instead(t testing.TB, old, new string) string {
	t.Helper()
	if strings.Count(sound, old) != 1 {
		t.Fatalf("%q stands %d times in the sound record", old, strings.Count(sound, old))
	}
	return strings.Replace(sound, old, new, 1)
}

func TestSound(t *testing.T) {
	rec := clean(t, sound)
	if !rec.Complete || len(rec.Entities) != 5 || len(rec.Mentions) != 1 || len(rec.Facts) != 4 || len(rec.Version.Passages) != 3 {
		t.Errorf("%+v", rec)
	}
}
