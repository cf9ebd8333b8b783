package storetest

import (
	"os"
	"path/filepath"
	"testing"
)

// Golden compares a text with the file of that name in testdata, which a person has read and found good; update writes it.
func Golden(t *testing.T, name, got string, update bool) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("run with -update and read the difference\ngot\n%s\nwant\n%s", got, want)
	}
}
