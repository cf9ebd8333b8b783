package value

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{"", nil},
		{" – !", nil},
		{"'’", nil},
		{"Brent's", []string{"brents"}},
		{"Brent’s Councillors’ IT", []string{"brents", "councillors", "it"}},
		{"Brentʼs", []string{"brents"}},
		{"‘quoted’", []string{"quoted"}},
		{"Joint ICT-Committee (2025/26)", []string{"joint", "ict", "committee", "2025", "26"}},
		{"£17.84M", []string{"17", "84m"}},
		{"68.6%", []string{"68", "6"}},
		{"Crème brûlée", []string{"creme", "brulee"}},
		{"snake_case", []string{"snake", "case"}},
		{"a\u00a0b\tc", []string{"a", "b", "c"}},
		{"½ Ⅳ ²", []string{"1", "2", "iv", "2"}},
		{"हिन्दी", []string{"हिनदी"}},
		{"東京 都", []string{"東京", "都"}},
		{"a\xffb", []string{"a", "b"}},
		{"x\U0001f600y", []string{"x", "y"}},
	}
	for _, tt := range tests {
		if got := Words(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("Words(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestWordsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := awkward().Draw(t, "s")
		checkWords(t, s)
	})
}

// checkWords checks what holds of the words of every text.
func checkWords(t interface{ Fatalf(string, ...any) }, s string) {
	words := Words(s)
	if again := Words(strings.Join(words, " ")); !slices.Equal(again, words) {
		t.Fatalf("the words of %q are %q, theirs %q", s, words, again)
	}
	if again := Words(Fold(s)); !slices.Equal(again, words) {
		t.Fatalf("the words of %q are %q, folded first %q", s, words, again)
	}
	if slices.Contains(words, "") {
		t.Fatalf("the words of %q are %q", s, words)
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"Brent's 4G", "Straße", "\u1161\u0301", "a\u034f\u302e", "\xff", "zzz"} {
		f.Add(s, "prefix")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		checkWords(t, a)
		for _, word := range Words(a) {
			checkTerm(t, word)
			for _, other := range Words(b) {
				checkTerms(t, word, other)
			}
		}
	})
}
