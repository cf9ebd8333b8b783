package record

import (
	"slices"
	"strconv"
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
)

// claimType is the fact that states a field of an entity.
const claimType = "Claim"

// claim is a Claim to be checked once every entity is read.
type claim struct {
	fields
	*Fact
}

// check: the field is a stated one of what the claim is about, and the value one that it can have.
func (c claim) check() {
	_, name, val := c.m.Claims()
	field, _ := c.Fact.Fields[name.Column].(string)
	said, _ := c.Fact.Fields[val.Column].(string)
	t := c.subject()
	if t == nil || field == "" || said == "" {
		return // told already
	}
	var stated []string
	for _, f := range t.Fields {
		if f.Stated {
			stated = append(stated, f.Name)
		}
	}
	if len(stated) == 0 {
		c.get(name.Name).wrong("nothing: a " + t.Name + " has no stated field")
		return
	}
	if !slices.Contains(stated, field) {
		c.get(name.Name).wrong("a stated field of " + t.Name + ": " + oneOf(stated, field))
		return
	}
	if expected, ok := c.fits(t.Field(field), said); !ok {
		c.get(val.Name).wrong(expected)
	}
}

// subject is the type of what the claim is about; nil where that is not known.
func (c claim) subject() *schema.Type {
	about := c.Refs["about"]
	if len(about) == 0 {
		return nil
	}
	if local, ok := strings.CutPrefix(about[0].ID, localPrefix); ok {
		if e := c.locals[local]; e != nil {
			return e.it.Type
		}
		return nil
	}
	return c.m.TypeOf(about[0].ID)
}

// fits says whether a text is a value of a field, and if not, what would be.
func (c claim) fits(f *schema.Field, said string) (expected string, ok bool) {
	var err error
	switch f.Kind {
	case schema.Enum:
		values := c.m.EnumValues(f.Enum)
		return oneOf(values, said), slices.Contains(values, said)
	case schema.Boolean:
		return `"true" or "false"`, said == "true" || said == "false"
	case schema.Int, schema.Long:
		n, err := strconv.ParseInt(said, 10, 64)
		return wholeForm(f.Least, f.Most), err == nil && f.Least <= n && n <= f.Most && strconv.FormatInt(n, 10) == said
	case schema.Decimal:
		_, err = value.ParseDecimal(said, f.Places())
		return decimalForm, err == nil
	case schema.Date:
		_, err = value.ParseDay(said)
		return dayForm, err == nil
	case schema.DateTime:
		_, err = value.ParseInstant(said)
		return instantForm, err == nil
	}
	return "", true
}
