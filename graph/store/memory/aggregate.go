package memory

import (
	"fmt"
	"math/big"
	"slices"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

// aggregate is what is counted over all rows of a connection.
func (r *reader) aggregate(o *query.Out, all []item) query.Cell {
	cells := []any{}
	for _, k := range o.Kids {
		if k.Kind != query.Const {
			cells = append(cells, r.counted(k, all))
		}
	}
	return cells
}

// counted is one thing that is counted over rows.
func (r *reader) counted(o *query.Out, all []item) query.Cell {
	switch o.Kind {
	case query.Count:
		return int64(len(all))
	case query.Distinct:
		cells := []any{}
		for _, k := range o.Kids {
			if k.Kind == query.Related {
				cells = append(cells, r.distinct(k.Rel, all))
			}
		}
		return cells
	case query.Stats:
		return r.stats(o, all)
	}
	panic(fmt.Sprintf("no aggregate of kind %d", o.Kind))
}

// stats is one entry, or one a unit where amounts have one, in the order of the units.
func (r *reader) stats(o *query.Out, all []item) query.Cell {
	f := o.Field
	if f.Value == nil {
		return r.functions(o, r.present(f, all), f.Kind)
	}
	if f.Unit() == nil { // a date or period: its first day
		start := f.Part("start")
		return r.functions(o, r.present(start, all), start.Kind)
	}
	amount := f.Part("amount")
	groups := map[string][]item{}
	var units []string
	for _, x := range all {
		unit, ok := r.field(x.n, f.Unit()).(string)
		if !ok || r.field(x.n, amount) == nil {
			continue
		}
		if !slices.Contains(units, unit) {
			units = append(units, unit)
		}
		groups[unit] = append(groups[unit], x)
	}
	slices.Sort(units)
	out := []any{}
	for _, unit := range units {
		out = append(out, append([]any{unit}, r.functions(o, r.present(amount, groups[unit]), amount.Kind)...))
	}
	return out
}

// present are the values of a field that are not null.
func (r *reader) present(f *schema.Field, all []item) (out []any) {
	for _, x := range all {
		if v := r.field(x.n, f); v != nil {
			out = append(out, v)
		}
	}
	return out
}

func (r *reader) functions(o *query.Out, values []any, kind schema.Kind) []any {
	cells := []any{}
	for _, k := range o.Kids {
		if k.Kind == query.Fn && k.Name != "unit" { // a unit stands in front of its entry
			cells = append(cells, r.function(k.Name, values, kind))
		}
	}
	return cells
}

func (r *reader) function(name string, values []any, kind schema.Kind) query.Cell {
	switch name {
	case "count":
		return int64(len(values))
	case "sum":
		return r.fit(sum(values))
	}
	if len(values) == 0 {
		return nil
	}
	switch name {
	case "min":
		return slices.MinFunc(values, compare)
	case "max":
		return slices.MaxFunc(values, compare)
	case "avg":
		total := sum(values)
		r.fit(total)
		if kind != schema.Decimal { // whole numbers: at four places
			total = total.Mul(total, big.NewInt(10_000))
		}
		return r.fit(divRound(total, int64(len(values))))
	}
	panic("no function " + name)
}

func sum(values []any) *big.Int {
	total := new(big.Int)
	for _, v := range values {
		total.Add(total, big.NewInt(v.(int64)))
	}
	return total
}

// divRound divides half away from zero.
func divRound(total *big.Int, n int64) *big.Int {
	two := big.NewInt(2)
	up := new(big.Int).Abs(total) // (2|t| + n) / 2n
	up.Mul(up, two).Add(up, big.NewInt(n))
	up.Quo(up, new(big.Int).Mul(two, big.NewInt(n)))
	if total.Sign() < 0 {
		up.Neg(up)
	}
	return up
}

// fit is a number of 64 bits; what is larger makes the answer too large.
func (r *reader) fit(n *big.Int) query.Cell {
	if !n.IsInt64() {
		r.err = fmt.Errorf("%w: a sum does not fit 64 bits", store.ErrTooLarge)
		return nil
	}
	return n.Int64()
}
