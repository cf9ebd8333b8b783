package graph

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// scalar reads a value of a field's kind into what stores hold: text, a whole number, a boolean.
func (p *planner) scalar(v any, f *schema.Field, s scope) any {
	p.given(v, s)
	switch f.Kind {
	case schema.String, schema.ID:
		return p.text(v, s.path, s.at)
	case schema.Boolean:
		return p.boolean(v, s)
	case schema.Enum:
		text := p.text(v, s.path, s.at)
		if all := p.m.EnumValues(f.Enum); !slices.Contains(all, text) {
			p.fail(s.path, s.at, "%q is no %s; it is one of %s", text, f.Enum, strings.Join(all, ", "))
		}
		return text
	case schema.Int, schema.Long:
		n, ok := integer(v)
		if !ok || f.Kind == schema.Int && (n > math.MaxInt32 || n < math.MinInt32) {
			p.fail(s.path, s.at, "%v is no whole number of at most %d bits", v, map[schema.Kind]int{schema.Int: 32, schema.Long: 64}[f.Kind])
		}
		return n
	}
	n, err := parse(fmt.Sprint(v), f)
	if err != nil {
		p.fail(s.path, s.at, "%v", err)
	}
	return n
}

// parse reads dates, instants and decimals.
func parse(text string, f *schema.Field) (int64, error) {
	switch f.Kind {
	case schema.Date:
		d, err := value.ParseDay(text)
		return int64(d), err
	case schema.DateTime:
		i, err := value.ParseInstant(text)
		return int64(i), err
	case schema.Decimal:
		return value.ParseDecimal(text, f.Places())
	}
	return 0, fmt.Errorf("%s cannot be compared", f.Name)
}

func (p *planner) text(v any, path ast.Path, at string) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return string(v)
	case int64:
		return strconv.FormatInt(v, 10)
	}
	p.fail(path, at, "%v is no text", v)
	return ""
}

func (p *planner) boolean(v any, s scope) bool {
	b, ok := v.(bool)
	if !ok {
		p.fail(s.path, s.at, "%v is neither true nor false", v)
	}
	return b
}

// integer reads a whole number in any of the forms that literals and variables take.
func integer(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case int:
		return int64(v), true
	case int32:
		return int64(v), true
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	case float64:
		return int64(v), v == math.Trunc(v) && math.Abs(v) < 1<<53
	case string:
		n, err := strconv.ParseInt(v, 10, 64)
		return n, err == nil
	}
	return 0, false
}

// items coerces as GraphQL does: one value stands for a list of one, null for none. Of one value in the variables, gqlgen makes a list
// of that value's own Go type.
func items(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	list := reflect.ValueOf(v)
	if list.Kind() != reflect.Slice {
		return []any{v}
	}
	out := make([]any, list.Len())
	for i := range out {
		out[i] = list.Index(i).Interface()
	}
	return out
}
