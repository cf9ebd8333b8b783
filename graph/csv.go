package graph

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"councilgraph/graph/query"
	"councilgraph/graph/schema"
)

// CSVRule says how an answer becomes a table; the documentation and `councilgraph export --help` show it.
const CSVRule = `A request for CSV has one root field, a connection, and selects its nodes, its edges or its groups (groupBy). Each node or
group is a row; the header is there also without rows. The columns are the selection in order, by response name:
- what stands in an object or in a related node has the names joined by a dot: value.amount, supplier.name;
- nodes, edges and node add no name: edges { since node { name } } gives the columns since, name; nor does groupBy at the root;
- a nested connection gives one column for each value selected in it, with the values of its nodes joined by "; ", which a value
  may hold too. They are in the order of the nodes, empty ones too, so that the third value of each column is of the third node,
  unless connections are nested deeper still; totalCount and aggregates are columns of their own: contracts.totalCount,
  contracts.aggregate.value.sum; the values of groups are joined like those of nodes;
- fragments on several types give the columns of all, empty where a node is of another type.
What is said of the whole connection and not of a node is left out: pageInfo everywhere, at the root also totalCount and aggregate.
Two columns of one name are an error: an alias tells them apart.
Booleans are true and false, null is empty. A text that a spreadsheet would take for a formula gets an apostrophe in front; plain
numbers stay as they are. RFC 4180: commas, quotes where needed, CR LF; UTF-8.`

// CSV writes the answer of a connection as a table, by CSVRule. Its errors are *Error where the request is at fault.
func CSV(t *query.Tree, cells query.Cell) ([]byte, error) {
	columns, err := tableColumns(t)
	if err != nil {
		return nil, err
	}
	return writeTable(t, columns, cells)
}

// column is one column of a table, or part of the way to it.
type column struct {
	name string
	// texts are the column's values in one cell of what it was made for; none where that is null or of another type.
	texts func(c query.Cell) []string
}

// below moves columns into what lies around them: get takes its cell to theirs, or to nil.
func below(prefix string, columns []column, get func(query.Cell) query.Cell) []column {
	for i, c := range columns {
		columns[i] = column{prefix + c.name, func(cell query.Cell) []string {
			if cell = get(cell); cell == nil {
				return nil
			}
			return c.texts(cell)
		}}
	}
	return columns
}

func plain(name string, text func(query.Cell) string) []column {
	return []column{{name, func(c query.Cell) []string { return []string{text(c)} }}}
}

// tableColumns are the columns of a root connection's rows.
func tableColumns(t *query.Tree) (out []column, err error) {
	defer catch(&err)
	if t.Root.Kind != query.Many {
		return nil, noTable()
	}
	parts := rowsOf(t.Root.Conn)
	if len(parts) == 0 {
		if groups := groupsOf(t.Root.Conn); len(groups) == 1 {
			return distinct(groupColumns(groups[0])), nil
		}
	}
	if len(parts) != 1 {
		return nil, newError(CodeBadRequest, nil, "select nodes { ... }, edges { ... } or groupBy { ... }, once", "a table needs one selection of nodes, of edges or of groups")
	}
	return distinct(rowColumns(t.Root.Conn, parts[0])), nil
}

// rowsOf are the parts of a connection that hold its nodes.
func rowsOf(c *query.Conn) (out []*query.Out) {
	for _, o := range c.Out {
		if o.Kind == query.Nodes || o.Kind == query.Edges {
			out = append(out, o)
		}
	}
	return out
}

// place is where a connection holds the values of one of its Out: in each row, or in the connection's own cell. See query.Cell.
func place(c *query.Conn, of *query.Out) (inRow, inCell int) {
	inRow = 1
	if c.Page {
		inCell++
	}
	if c.Behind {
		inCell++
	}
	for _, o := range c.Out {
		if o == of {
			break
		}
		switch o.Kind {
		case query.Nodes, query.Edges:
			inRow++
		case query.TotalCount, query.Aggregate, query.Grouped:
			inCell++
		}
	}
	return inRow, inCell
}

// tableRows are those of a connection's cell, in the order of the answer.
func tableRows(c *query.Conn, cell query.Cell) []any {
	if !c.Page {
		return nil
	}
	out, _ := query.Rows(c, cell.([]any)[0].([]any))
	return out
}

// rowColumns are those of nodes or edges, of a whole row: an edge's cursor is made of the row's keys.
func rowColumns(c *query.Conn, o *query.Out) (all []column) {
	item, _ := place(c, o)
	get := func(row query.Cell) query.Cell { return row.([]any)[item] }
	if o.Kind == query.Nodes {
		return below("", nodeColumns(o.Sel), get)
	}
	at := 0
	for _, k := range o.Kids {
		if k.Kind == query.Cursor {
			all = append(all, column{k.Key, func(row query.Cell) []string {
				return []string{query.EncodeCursor(c, row.([]any)[0].([]any))}
			}})
			continue
		}
		all = append(all, below("", field(k, &at), get)...)
	}
	return all
}

// nodeColumns are the union over the types that a node may be of.
func nodeColumns(sel []query.Variant) (out []column) {
	byName := map[string]map[int64]column{}
	for i, v := range sel {
		columns := distinct(objectColumns(v.Out))
		for k, c := range columns {
			if byName[c.name] == nil {
				byName[c.name] = map[int64]column{}
				out = slices.Insert(out, before(out, columns[k+1:]), column{name: c.name})
			}
			byName[c.name][int64(i)] = c
		}
	}
	for i, c := range out {
		of := byName[c.name]
		out[i].texts = func(cell query.Cell) []string {
			variant, node := int64(0), cell
			if len(sel) > 1 {
				variant, node = cell.([]any)[0].(int64), cell.([]any)[1]
			}
			if c, ok := of[variant]; ok {
				return c.texts(node)
			}
			return nil
		}
	}
	return out
}

// before finds the place of a new column: in front of the next one that both have, so that the selection's order is kept.
func before(have, next []column) int {
	for _, n := range next {
		if i := slices.IndexFunc(have, func(c column) bool { return c.name == n.name }); i >= 0 {
			return i
		}
	}
	return len(have)
}

// objectColumns are those of an object's cells.
func objectColumns(outs []*query.Out) (all []column) {
	at := 0
	for _, o := range outs {
		all = append(all, field(o, &at)...)
	}
	return all
}

// field gives the columns of one field, of the cells of the object that it stands in; at is where its cell stands, if it has one.
func field(o *query.Out, at *int) []column {
	if o.Kind == query.Const {
		return constant(o)
	}
	i := *at
	*at++
	return below("", columnsOf(o), func(c query.Cell) query.Cell { return c.([]any)[i] })
}

func constant(o *query.Out) []column {
	return []column{{o.Key, func(query.Cell) []string { return []string{o.Text} }}}
}

// columnsOf are those of one Out, of its own cell.
func columnsOf(o *query.Out) []column {
	switch o.Kind {
	case query.Scalar:
		places := 0
		if o.Field.Kind == schema.Decimal {
			places = o.Field.Places()
		}
		return plain(o.Key, func(c query.Cell) string { return cellText(o.Field.Kind, places, c) })
	case query.EdgeScalar:
		kind := schema.Date
		if o.Role {
			kind = schema.String
		}
		return plain(o.Key, func(c query.Cell) string { return cellText(kind, 0, c) })
	case query.TypeName, query.MatchField, query.MatchText, query.TotalCount, query.Count, query.Related:
		return plain(o.Key, func(c query.Cell) string { return cellText("", 0, c) })
	case query.Object, query.Matched, query.Aggregate, query.Distinct:
		return below(o.Key+".", objectColumns(o.Kids), itself)
	case query.One, query.EdgeOne:
		return below(o.Key+".", nodeColumns(o.Sel), func(c query.Cell) query.Cell {
			if nodes := c.([]any); len(nodes) > 0 {
				return nodes[0]
			}
			return nil
		})
	case query.Node:
		return nodeColumns(o.Sel)
	case query.Stats:
		return below(o.Key+".", statsColumns(o), itself)
	case query.Many:
		return below(o.Key+".", nestedColumns(o.Conn), itself)
	}
	panic(fmt.Sprintf("no column of kind %d", o.Kind))
}

func itself(c query.Cell) query.Cell { return c }

// nestedColumns are those of a connection within a node: many values in a cell.
func nestedColumns(c *query.Conn) (all []column) {
	if len(rowsOf(c)) > 1 {
		panic(newError(CodeBadRequest, nil, "select nodes or edges", "a table takes nodes or edges of a nested connection, not both"))
	}
	for _, o := range c.Out {
		_, cell := place(c, o)
		switch o.Kind {
		case query.Nodes, query.Edges:
			for _, col := range rowColumns(c, o) {
				all = append(all, column{col.name, func(conn query.Cell) (out []string) {
					for _, row := range tableRows(c, conn) {
						out = append(out, orEmpty(col.texts(row))...)
					}
					return out
				}})
			}
		case query.TotalCount, query.Aggregate:
			all = append(all, below("", columnsOf(o), func(c query.Cell) query.Cell { return c.([]any)[cell] })...)
		case query.Grouped:
			for _, col := range groupColumns(o) {
				all = append(all, column{o.Key + "." + col.name, func(conn query.Cell) (out []string) {
					for _, group := range conn.([]any)[cell].([]any) {
						out = append(out, orEmpty(col.texts(group))...)
					}
					return out
				}})
			}
		case query.Const:
			all = append(all, constant(o)...)
		}
	}
	return all
}

// statsColumns are those of statistics; of amounts they hold one value a unit or currency.
func statsColumns(o *query.Out) (all []column) {
	units := o.Field.Value != nil && o.Field.Unit() != nil
	at := 0
	if units {
		at = 1 // the unit stands first
	}
	for _, k := range o.Kids {
		if k.Kind == query.Const {
			all = append(all, constant(k)...)
			continue
		}
		i := at
		if k.Name == "unit" {
			i = 0
		} else {
			at++
		}
		kind, places := query.FnKind(o.Field, k.Name)
		text := func(c query.Cell) string { return cellText(kind, places, c.([]any)[i]) }
		all = append(all, column{k.Key, func(c query.Cell) (out []string) {
			if !units {
				return []string{text(c)}
			}
			for _, unit := range c.([]any) {
				out = append(out, text(unit))
			}
			return out
		}})
	}
	return all
}

func orEmpty(texts []string) []string {
	if len(texts) == 0 {
		return []string{""}
	}
	return texts
}

// distinct refuses two columns of one name.
func distinct(columns []column) []column {
	seen := map[string]bool{}
	for _, c := range columns {
		if seen[c.name] {
			panic(newError(CodeBadRequest, nil, "give one of them an alias", "two columns of the table would have the name %s", c.name))
		}
		seen[c.name] = true
	}
	return columns
}

// cellText is a scalar as text.
func cellText(k schema.Kind, places int, c query.Cell) string {
	switch v := c.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	return strings.Trim(string(query.AppendScalar(nil, k, places, c)), `"`)
}

func writeTable(t *query.Tree, columns []column, cells query.Cell) (_ []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the store's answer does not fit the table: %v", r)
		}
	}()
	var b []byte
	line := func(text func(column) string) {
		for i, c := range columns {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendField(b, text(c))
		}
		b = append(b, "\r\n"...)
	}
	line(func(c column) string { return c.name })
	for _, row := range rootRows(t.Root.Conn, cells) {
		line(func(c column) string { return join(c.texts(row)) })
	}
	return b, nil
}

// join puts many values into one field; nothing at all where all are empty.
func join(texts []string) string {
	for _, t := range texts {
		if t != "" {
			return strings.Join(texts, "; ")
		}
	}
	return ""
}

var plainNumber = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`)

// appendField writes one field. A semicolon is quoted too: spreadsheets of some countries part the fields at it.
func appendField(b []byte, s string) []byte {
	if s != "" && strings.Contains("=+-@\t\r", s[:1]) && !plainNumber.MatchString(s) {
		s = "'" + s
	}
	if !strings.ContainsAny(s, "\",;\r\n") && strings.TrimSpace(s) == s {
		return append(b, s...)
	}
	b = append(b, '"')
	b = append(b, strings.ReplaceAll(s, `"`, `""`)...)
	return append(b, '"')
}

// table is where the rows of a request for CSV are put.
type table struct{ text []byte }

type tableKey struct{}

func withTable(ctx context.Context) (context.Context, *table) {
	t := &table{}
	return context.WithValue(ctx, tableKey{}, t), t
}

type asideKey struct{}

// aside is for what is read on the way to an answer: its rows are no table.
func aside(ctx context.Context) context.Context { return context.WithValue(ctx, asideKey{}, true) }

// isTable says whether the answer is asked for as a table.
func isTable(ctx context.Context) bool {
	out, _ := ctx.Value(tableKey{}).(*table)
	return out != nil
}

func noTable() *Error {
	return newError(CodeBadRequest, nil, "ask for one field such as suppliers or timeline, or for JSON: Accept: application/json, of the command --format json",
		"CSV is made of exactly one root field that is a connection of nodes")
}

// mayTabulate refuses an operation that gives no table, before anything is read.
func mayTabulate(ctx context.Context, op *graphql.OperationContext) error {
	if !isTable(ctx) {
		return nil
	}
	if op.Operation.Operation != ast.Query {
		return noTable()
	}
	fields := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query"})
	if len(fields) != 1 || !strings.HasSuffix(fields[0].Definition.Type.Name(), "Connection") {
		return noTable()
	}
	return nil
}

// tabular is a store whose answers also become a table, where one is asked for.
type tabular struct{ Reader }

func (r tabular) Read(ctx context.Context, t *query.Tree) (query.Cell, error) {
	out, _ := ctx.Value(tableKey{}).(*table)
	if out == nil || ctx.Value(asideKey{}) != nil {
		return r.Reader.Read(ctx, t)
	}
	columns, err := tableColumns(t)
	if err != nil {
		return nil, err
	}
	cells, err := r.Reader.Read(ctx, t)
	if err != nil {
		return nil, err
	}
	out.text, err = writeTable(t, columns, cells)
	return cells, err
}
