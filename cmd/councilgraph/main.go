// Command councilgraph is the one binary: it serves the graph, takes records in, writes answers out, and prints its schemas.
// Here are flags and wiring only.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"councilgraph/graph"
)

// cli is every command with its flags. Each flag is an environment variable too: COUNCILGRAPH_ and its name.
type cli struct {
	LogLevel  string `help:"What is logged: debug, info, warn or error." default:"info" enum:"debug,info,warn,error"`
	LogFormat string `help:"How it is logged: text or json." default:"text" enum:"text,json"`

	Serve   serveCommand   `cmd:"" help:"Serve the graph over GraphQL. An empty store is filled with the reviewed records first."`
	Ingest  ingestCommand  `cmd:"" help:"Take in records; one line an item. Exit code 0 only if nothing was refused."`
	Extract extractCommand `cmd:"" help:"Read a page and print its record. No store is touched."`
	Export  exportCommand  `cmd:"" help:"Answer a query document, as JSON or, of one connection, as CSV."`
	Schema  schemaCommand  `cmd:"" help:"Print the GraphQL schema, or the JSON Schema of a record."`
	Health  healthCommand  `cmd:"" help:"Ask a running server whether it is ready; for container health checks."`
}

// streams are where a command reads and writes: the process's, or a test's.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // who asks a second time is not made to wait
	os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// exitCode is a command's own exit code: it has said already what there was to say.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// run parses and runs one command, and gives the exit code: 0 done, 1 not done or something was refused, 2 wrong use.
func run(ctx context.Context, args []string, io streams) int {
	var c cli
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("councilgraph"),
		kong.Description("A GraphQL server over a knowledge graph of council IT governance."),
		kong.DefaultEnvars("COUNCILGRAPH"),
		kong.Writers(io.out, io.err),
		kong.Exit(func(code int) { exited = code }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(io),
	)
	if err != nil {
		fmt.Fprintln(io.err, err)
		return 2
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		fmt.Fprintf(io.err, "councilgraph: %v\n", err)
		fmt.Fprintln(io.err, "Run `councilgraph --help` for what there is.")
		return 2
	}
	err = command.Run(c.logger(io.err))
	if code := exitCode(0); errors.As(err, &code) {
		return int(code)
	}
	if err != nil {
		fmt.Fprintf(io.err, "councilgraph: %v\n", err)
		if code := graph.CodeOf(err); code.Retryable() {
			fmt.Fprintf(io.err, "%s, retryable: what was taken in stays, nothing is half; the same command goes on from there.\n", code)
		}
		return 1
	}
	return 0
}

func (c *cli) logger(w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.LogLevel)) // kong holds it to four words
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
