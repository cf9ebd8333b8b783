package record

import (
	"bytes"
	"encoding/json"
)

// ordered is a JSON object whose fields keep their order.
type ordered struct {
	names  []string
	values []any
}

// set adds a field.
func (o *ordered) set(name string, v any) *ordered {
	o.names = append(o.names, name)
	o.values = append(o.values, v)
	return o
}

// text adds a field unless it is empty.
func (o *ordered) text(name, v string) *ordered {
	if v == "" {
		return o
	}
	return o.set(name, v)
}

// MarshalJSON writes the fields in the order in which they were added.
func (o *ordered) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, name := range o.names {
		if i > 0 {
			b = append(b, ',')
		}
		for _, v := range []any{name, o.values[i]} {
			text, err := encode(v)
			if err != nil {
				return nil, err
			}
			b = append(append(b, text...), ':')
		}
		b = b[:len(b)-1] // the colon after the value
	}
	return append(b, '}'), nil
}

// encode writes JSON without the escapes that are for HTML.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
