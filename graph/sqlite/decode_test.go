package sqlite

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"councilgraph/graph/query"
	"councilgraph/graph/store"
)

func TestDecode(t *testing.T) {
	for answer, want := range map[string]query.Cell{
		`null`:        nil,
		` [ ] `:       []any{},
		`[[],[null]]`: []any{[]any{}, []any{nil}},
		`[true,false,-0,9223372036854775807,-9223372036854775808]`: []any{true, false, int64(0), int64(1<<63 - 1), int64(-1 << 63)},
		`"a\"\\\/\b\f\n\r\t\u0000\u00e9\ud83d\ude00\ud83dx"`:       "a\"\\/\b\f\n\r\t\x00é😀\ufffdx",
		`["😀",""]`: []any{"😀", ""},
	} {
		if got, err := decode(answer); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, %v, want %#v", answer, got, err, want)
		}
	}
	for _, bad := range []string{``, `[`, `[1`, `[1,]`, `[1 2]`, `]`, `nul`, `"a`, `"\x"`, `"\u12"`, "\"\n\"", `-`, `01`, `-01`, `{}`, `1 1`, strings.Repeat("[", 20_000)} {
		if got, err := decode(bad); err == nil {
			t.Errorf("%.20q is decoded as %#v", bad, got)
		}
	}
	for _, large := range []string{`[1,!]`, `9223372036854775808`, `-9223372036854775809`, `1.5e19`, `1.0`} {
		if _, err := decode(large); !errors.Is(err, store.ErrTooLarge) {
			t.Errorf("%s: %v, want %v", large, err, store.ErrTooLarge)
		}
	}
}

// An array that was given out is not written over when its holder appends to it.
func TestDecodeKeepsArraysApart(t *testing.T) {
	c, err := decode(`[[1,2],[3,4]]`)
	if err != nil {
		t.Fatal(err)
	}
	rows := c.([]any)
	_ = append(rows[0].([]any), "x")
	if got := rows[1].([]any)[0]; got != int64(3) {
		t.Errorf("the neighbour is %v", got)
	}
}

// FuzzDecode compares with encoding/json on what both read.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{`[[["a",1,null]],true,{"x":1}]`, `"\ud83d\ude00\ud83d"`, `-12`, `1e3`, `"é\u00e9"`, `[]]`, `[!]`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := decode(s)
		var want any
		d := json.NewDecoder(strings.NewReader(s))
		d.UseNumber()
		reference := d.Decode(&want)
		if reference == nil && !json.Valid([]byte(s)) {
			reference = errors.New("more than one value")
		}
		if err != nil {
			if reference == nil && plain(want) {
				t.Fatalf("%q is refused: %v", s, err)
			}
			return
		}
		if reference != nil {
			t.Fatalf("%q is accepted as %#v; encoding/json: %v", s, got, reference)
		}
		if !reflect.DeepEqual(replaced(got), whole(want)) {
			t.Fatalf("%q is %#v, want %#v", s, got, whole(want))
		}
	})
}

// plain says that a value is one that answers are made of.
func plain(v any) bool {
	switch v := v.(type) {
	case json.Number:
		_, err := v.Int64()
		return err == nil
	case map[string]any:
		return false
	case []any:
		for _, x := range v {
			if !plain(x) {
				return false
			}
		}
	}
	return true
}

// whole turns numbers into int64.
func whole(v any) any {
	switch v := v.(type) {
	case json.Number:
		n, _ := v.Int64()
		return n
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = whole(x)
		}
		return out
	}
	return v
}

// replaced puts U+FFFD for bytes that are no UTF-8, as encoding/json does; the decoder gives bytes as they are stored.
func replaced(v any) any {
	switch v := v.(type) {
	case string:
		return string([]rune(v))
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = replaced(x)
		}
		return out
	}
	return v
}
