// Package seed holds the reviewed records of the two first meetings, and the names that their entities are known by. They are
// data: `serve` on an empty store takes them in by the same way as any other record.
package seed

import (
	"embed"
	"fmt"
	"io/fs"

	"github.com/goccy/go-yaml"
)

//go:embed *.yaml
var files embed.FS

// Record is one record, as its file holds it.
type Record struct {
	Name string
	Data []byte
}

// order is that of the meetings: a record may name what an earlier one states.
var order = []string{"72500.yaml", "87756.yaml"}

// Records are the reviewed records, in the order in which they are taken in.
func Records() []Record {
	out := make([]Record, len(order))
	for i, name := range order {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			panic(err) // it is embedded
		}
		out[i] = Record{Name: "seed/" + name, Data: data}
	}
	return out
}

// Name is a name of an entity beyond what a page prints: a spelling, a short form, a former name. It makes no entity: it joins
// one when a record names that.
type Name struct {
	ID     string `yaml:"id"`
	Text   string `yaml:"text"`
	Kind   string `yaml:"kind"`
	Source string `yaml:"source"`
}

// Names are the known names.
func Names() []Name {
	data, err := fs.ReadFile(files, "names.yaml")
	if err != nil {
		panic(err) // it is embedded
	}
	var out []Name
	if err := yaml.UnmarshalWithOptions(data, &out, yaml.Strict()); err != nil {
		panic(fmt.Errorf("seed/names.yaml: %w", err)) // a test reads it
	}
	return out
}
