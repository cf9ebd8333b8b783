// Command generate makes the public API from graph/schema/*.graphqls and runs gqlgen on it. It is what `go generate ./...`
// runs. The same schema gives the same bytes.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"

	"councilgraph/graph/schema"
)

const apiFile = "graph/api_gen.graphqls"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	if err := os.Chdir(root); err != nil {
		return err
	}
	m, err := schema.Load(os.DirFS("graph/schema"))
	if err != nil {
		return err
	}
	text, err := os.ReadFile("graph/schema/api.graphqls")
	if err != nil {
		return err
	}
	if err := os.WriteFile(apiFile, []byte(schema.Derive(m, string(text))), 0o644); err != nil {
		return err
	}
	cfg, err := config.LoadConfig("gqlgen.yml")
	if err != nil {
		return err
	}
	if err := cfg.LoadSchema(); err != nil {
		return err
	}
	models(cfg.Schema, cfg)
	return api.Generate(cfg, api.AddPlugin(opaque{}), api.AddPlugin(resolvers{m}))
}

// moduleRoot is the nearest folder above with a go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("no go.mod here or above")
		}
		dir = parent
	}
}
