.DEFAULT_GOAL := help
.PHONY: help build run test test-short race lint fmt generate web fuzz neo4j image up ci

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## the binary, ./councilgraph
	CGO_ENABLED=0 go build -trimpath -o councilgraph ./cmd/councilgraph

run: ## serve on http://127.0.0.1:8080/playground, from councilgraph.db
	go run ./cmd/councilgraph serve

test: ## all tests; those that need Neo4j or a browser are skipped where there is none
	go test ./...

test-short: ## the quick ones
	go test -short ./...

race: ## the tests of the graph and of ingest under the race detector
	bash .ci/run race

lint: ## golangci-lint, built into the user's cache the first time
	bash .ci/run lint

fmt: ## gofmt on all files
	gofmt -w $$(git ls-files -co --exclude-standard -- '*.go')

generate: ## the files that are made from graph/schema
	go generate ./...

web: ## the playground's page, web/dist; needs Node
	npm --prefix web ci
	npm --prefix web run build

fuzz: ## every fuzz function for some seconds
	bash .ci/run fuzz

neo4j: ## a Neo4j for tests, in the foreground; it prints the environment that leads tests to it
	go run ./graph/neo4j/neo4jtest/neo4jserver

image: ## what the container image needs, without Docker
	bash .ci/run image

up: ## councilgraph and Neo4j in containers, http://127.0.0.1:8080/playground
	docker compose up --build

ci: ## all that must hold before a change lands
	bash .ci/run
