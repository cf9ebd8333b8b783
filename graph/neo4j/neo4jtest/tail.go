package neo4jtest

import (
	"os"
	"strings"
)

// tail returns the last n lines of a text: enough to see why a program stopped.
func tail(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) > n {
		lines = lines[len(lines)-n:]
	}
	return strings.Join(lines, "\n")
}

// tailFile is tail of a file, or the reason why it cannot be read.
func tailFile(path string, n int) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	return tail(string(text), n)
}
