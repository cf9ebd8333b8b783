package sqlite

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"

	"councilgraph/graph/schema"
	"councilgraph/graph/store"
)

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", store.ErrInvalid, fmt.Sprintf(format, args...))
}

// check refuses what can be refused without looking at the graph.
func (n names) check(b *store.Batch) error {
	seen := make(map[string]bool, len(b.Nodes))
	for i := range b.Nodes {
		node := &b.Nodes[i]
		t := n.model.Type(node.Type)
		switch {
		case t == nil || t.Interface:
			return invalid("%s: there is no type %q", node.ID, node.Type)
		case node.ID == "":
			return invalid("a node of type %s without an id", node.Type)
		case seen[node.ID]:
			return invalid("%s: twice in one batch", node.ID)
		}
		seen[node.ID] = true
		if err := checkFields(t, node); err != nil {
			return err
		}
		for _, e := range node.Edges {
			if _, ok := n.codes[e.Type]; !ok {
				return invalid("%s: there is no edge type %q", node.ID, e.Type)
			}
		}
		for _, x := range node.Texts {
			if !slices.Contains(textKinds, string(x.Field)) {
				return invalid("%s: there is no text field %q", node.ID, x.Field)
			}
		}
	}
	return nil
}

// checkFields refuses columns that a type has not, and values that are not of their kind.
func checkFields(t *schema.Type, node *store.Node) error {
	leaves := t.Leaves()
	for column, v := range node.Fields {
		at := slices.IndexFunc(leaves, func(f *schema.Field) bool { return f.Column == column })
		if at < 0 {
			return invalid("%s: %s has no column %q", node.ID, node.Type, column)
		}
		if !fitsKind(leaves[at].Kind, v) {
			return invalid("%s: %s.%s is a %s, not a Go %T", node.ID, node.Type, column, leaves[at].Kind, v)
		}
	}
	return nil
}

func fitsKind(k schema.Kind, v any) bool {
	switch v.(type) {
	case nil:
		return true
	case string:
		return k.Text()
	case bool:
		return k == schema.Boolean
	case int64:
		return !k.Text() && k != schema.Boolean
	}
	return false
}

// digest is what the store keeps of a node's fields, texts or edges, to see that they are given again. 128 bits of SHA-256, so
// that nobody makes two that look alike.
type digest [16]byte

// digester writes parts with their lengths, so that no two lists of parts read alike.
type digester struct{ buf []byte }

func (d *digester) text(s string) {
	d.buf = binary.AppendUvarint(d.buf, uint64(len(s)))
	d.buf = append(d.buf, s...)
}

func (d *digester) value(v any) {
	switch v := v.(type) {
	case string:
		d.buf = append(d.buf, 's')
		d.text(v)
	case int64:
		d.buf = binary.AppendVarint(append(d.buf, 'i'), v)
	case bool:
		if v {
			d.buf = append(d.buf, 't')
		} else {
			d.buf = append(d.buf, 'f')
		}
	}
}

func (d *digester) sum() digest {
	full := sha256.Sum256(d.buf)
	return digest(full[:len(digest{})])
}

// fieldsDigest leaves nulls out, so that a new field that may be null changes nothing.
func fieldsDigest(node *store.Node) digest {
	columns := make([]string, 0, len(node.Fields))
	for column, v := range node.Fields {
		if v != nil {
			columns = append(columns, column)
		}
	}
	slices.Sort(columns)
	var d digester
	for _, column := range columns {
		d.text(column)
		d.value(node.Fields[column])
	}
	return d.sum()
}

func textsDigest(node *store.Node) digest {
	var d digester
	for _, t := range node.Texts {
		d.text(string(t.Field))
		d.text(t.Text)
	}
	return d.sum()
}

// edgesDigest does not depend on the order of the edges.
func edgesDigest(node *store.Node) digest {
	each := make([]string, len(node.Edges))
	for i, e := range node.Edges {
		var d digester
		for _, part := range []string{e.Type, e.From, e.To, e.Fact, e.Role, e.Group} {
			d.text(part)
		}
		each[i] = string(d.buf)
	}
	slices.Sort(each)
	var d digester
	for _, e := range slices.Compact(each) {
		d.text(e)
	}
	return d.sum()
}
