package neo4jtest

import (
	"errors"
	"testing"
)

func TestParseJavaVersion(t *testing.T) {
	for out, want := range map[string]int{
		"openjdk version \"17.0.15\" 2025-04-15\nOpenJDK Runtime Environment":  17,
		"openjdk version \"25\" 2025-09-16 LTS":                                25,
		"openjdk version \"27-ea\" 2026-09-15":                                 27,
		"java version \"1.8.0_402\"":                                           1,
		"Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version \"21.0.4\"":      21,
		"The operation couldn't be completed. Unable to locate a Java Runtime": 0,
	} {
		if got := parseJavaVersion(out); got != want {
			t.Errorf("%q: got %d, want %d", out, got, want)
		}
	}
}

func TestFindJavaTooNew(t *testing.T) {
	if path, err := findJava(1000); !errors.Is(err, ErrMissing) {
		t.Errorf("got %q, %v, want ErrMissing", path, err)
	}
}
