package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// questions are the documents of graph/testdata/questions. Those of several operations are left out: they write.
func questions() ([]request, error) {
	_, here, _, _ := runtime.Caller(0)
	files, err := filepath.Glob(filepath.Join(filepath.Dir(here), "..", "graph", "testdata", "questions", "*.graphql"))
	if err != nil {
		return nil, err
	}
	var out []request
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if strings.Contains(string(text), "\nmutation ") {
			continue
		}
		out = append(out, request{name: strings.TrimSuffix(filepath.Base(file), ".graphql"), query: string(text), vars: []map[string]any{{}}})
	}
	return out, nil
}
