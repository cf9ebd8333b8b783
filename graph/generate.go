package graph

//go:generate go run councilgraph/cmd/generate
