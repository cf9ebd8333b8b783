package web

import (
	"embed"
	"path"
	"strings"
)

//go:embed src/starters
var starterFiles embed.FS

// Starter is one of the queries that the playground opens on a first visit.
type Starter struct {
	Name      string // the file's name, without its order and ending: suppliers
	Title     string // what it answers, in a line
	Audience  string // analyst, journalist or pipeline
	Query     string // one named operation; its name is the tab's title
	Variables string // a JSON object, or empty
}

// Starters returns the starter queries in the order of their tabs. They are the files that the page is built from: run
// `npm run build` after editing one.
func Starters() []Starter {
	entries, err := starterFiles.ReadDir("src/starters")
	if err != nil {
		panic("web: reading the embedded starters: " + err.Error()) // the files are part of the binary
	}
	var starters []Starter
	for _, entry := range entries {
		name, isQuery := strings.CutSuffix(entry.Name(), ".graphql")
		if !isQuery {
			continue
		}
		query := read(entry.Name())
		first, _, _ := strings.Cut(query, "\n")
		audience, title, _ := strings.Cut(strings.TrimPrefix(first, "#"), ":")
		starters = append(starters, Starter{
			Name:      strings.TrimLeft(name, "0123456789-"),
			Title:     strings.TrimSpace(title),
			Audience:  strings.TrimSpace(audience),
			Query:     query,
			Variables: read(name + ".json"),
		})
	}
	return starters
}

// read answers the text without its last line breaks, empty if there is no such file: variables are optional.
func read(name string) string {
	text, err := starterFiles.ReadFile(path.Join("src/starters", name))
	if err != nil {
		return ""
	}
	return strings.TrimRight(string(text), " \n")
}
