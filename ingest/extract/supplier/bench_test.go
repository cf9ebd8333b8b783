package supplier

import (
	"strings"
	"testing"
)

var passageText = strings.Repeat("The report noted that the Lamp Service has a contract with Lampworks Ltd for 12 months at £5m, and it was awarded on 3 May 2025. ", 8)

func BenchmarkFind(b *testing.B) {
	b.SetBytes(int64(len(passageText)))
	for b.Loop() {
		Find(passageText, Options{})
	}
}
func BenchmarkEvents(b *testing.B) {
	b.SetBytes(int64(len(passageText)))
	for b.Loop() {
		Events(passageText, 20277, Options{})
	}
}
