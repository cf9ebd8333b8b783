package sqlite

import (
	"database/sql/driver"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"modernc.org/sqlite"

	"councilgraph/graph/query"
	"councilgraph/graph/value"
)

// What groups need beside the functions of funcs.go: two aggregates, so that a group is counted in one pass over its rows.
func init() {
	sqlite.MustRegisterDeterministicScalarFunction("graph_bucket", 3, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		return graphBucket(args), nil
	})
	for name, f := range map[string]struct {
		args int32
		make func() sqlite.AggregateFunction
	}{
		"graph_distinct": {1, func() sqlite.AggregateFunction { return &distinctPKs{seen: map[int64]bool{}} }},
		"graph_units":    {3, func() sqlite.AggregateFunction { return &amounts{units: map[string]*amount{}} }},
	} {
		sqlite.MustRegisterFunction(name, &sqlite.FunctionImpl{NArgs: f.args, Deterministic: true,
			MakeAggregate: func(sqlite.FunctionContext) (sqlite.AggregateFunction, error) { return f.make(), nil }})
	}
}

// graphBucket(x, perDay, bucket) is the number of the period in which a day or an instant lies; null of null.
func graphBucket(args []driver.Value) driver.Value {
	x, ok := args[0].(int64)
	if !ok {
		return nil
	}
	bucket, _ := args[2].(string)
	if args[1] == int64(value.MicrosPerDay) {
		return value.Bucket(bucket).Of(value.Instant(x).Day())
	}
	return value.Bucket(bucket).Of(value.Day(x))
}

// notWindow is an aggregate that is no window function.
type notWindow struct{}

func (notWindow) WindowInverse(*sqlite.FunctionContext, []driver.Value) error {
	return errors.New("not a window function")
}

func (notWindow) Final(*sqlite.FunctionContext) {}

// distinctPKs is graph_distinct(pks): how many different numbers there are in lists parted by commas, or single ones.
type distinctPKs struct {
	notWindow
	seen map[int64]bool
}

// Step takes the list of one row.
func (d *distinctPKs) Step(_ *sqlite.FunctionContext, args []driver.Value) error {
	switch v := args[0].(type) {
	case int64:
		d.seen[v] = true
	case string:
		for pk := range strings.SplitSeq(v, ",") {
			n, err := strconv.ParseInt(pk, 10, 64)
			if err != nil {
				return err
			}
			d.seen[n] = true
		}
	}
	return nil
}

// WindowValue is the result.
func (d *distinctPKs) WindowValue(*sqlite.FunctionContext) (driver.Value, error) {
	return int64(len(d.seen)), nil
}

// amounts is graph_units(functions, unit, amount): [[unit, value of each function...], ...] as JSON, in the order of the units.
type amounts struct {
	notWindow
	functions string
	units     map[string]*amount
}

// amount is what is known of one unit. Its numbers are added in two halves, as in functions.
type amount struct{ n, high, low, least, most int64 }

// Step takes one row; one without an amount counts for nothing.
func (a *amounts) Step(_ *sqlite.FunctionContext, args []driver.Value) error {
	a.functions, _ = args[0].(string)
	unit, ok := args[1].(string)
	x, there := args[2].(int64)
	if !ok || !there {
		return nil
	}
	u := a.units[unit]
	if u == nil {
		u = &amount{least: x, most: x}
		a.units[unit] = u
	}
	u.n, u.high, u.low = u.n+1, u.high+x>>32, u.low+x&0xffffffff
	u.least, u.most = min(u.least, x), max(u.most, x)
	return nil
}

// WindowValue is the result.
func (a *amounts) WindowValue(*sqlite.FunctionContext) (driver.Value, error) {
	b := []byte{'['}
	for i, unit := range slices.Sorted(maps.Keys(a.units)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = query.AppendString(append(b, '['), unit)
		for name := range strings.SplitSeq(a.functions, ",") {
			if name != "" {
				b = a.units[unit].append(append(b, ','), name)
			}
		}
		b = append(b, ']')
	}
	return string(append(b, ']')), nil
}

func (u *amount) append(b []byte, function string) []byte {
	var v driver.Value
	switch function {
	case "count":
		v = u.n
	case "sum":
		v = graphSum([]driver.Value{u.high, u.low})
	case "avg":
		v = graphAverage([]driver.Value{u.high, u.low, u.n, int64(1)})
	case "min":
		v = u.least
	case "max":
		v = u.most
	}
	if n, ok := v.(int64); ok {
		return strconv.AppendInt(b, n, 10)
	}
	return append(b, tooLarge...)
}
