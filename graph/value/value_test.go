package value

import (
	"errors"
	"strings"
	"testing"
)

// wantError checks that err is an *Error of the kind, about the input, and that
// its message contains the reason.
func wantError(t *testing.T, err error, kind, input, reason string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%q: error is %v, want an *Error", input, err)
	}
	if e.Kind != kind || e.Input != input {
		t.Errorf("error is of %s %q, want %s %q", e.Kind, e.Input, kind, input)
	}
	if !strings.Contains(e.Error(), reason) {
		t.Errorf("%q: error is %q, want it to contain %q", input, e, reason)
	}
}

func TestErrorMessage(t *testing.T) {
	tests := []struct {
		err  *Error
		want string
	}{
		{&Error{"date", "2025-02-30", "no", ""}, `date "2025-02-30": no`},
		{&Error{"unit", "a\nb\xff", "no", ""}, `unit "a\nb\xff": no`},
		{&Error{"unit", strings.Repeat("é", 60), "no", ""}, `unit "` + strings.Repeat("é", 60) + `": no`},
		{&Error{"unit", strings.Repeat("é", 61), "no", ""}, `unit "` + strings.Repeat("é", 60) + `"...: no`},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}
