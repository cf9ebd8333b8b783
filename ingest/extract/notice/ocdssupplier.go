package notice

import (
	"fmt"
	"strings"
)

// supplierOf adds a supplier of an award, with its company number and its number in the central platform.
func (c *compiler) supplierOf(s *node, contract string) (ref, name string, at cite) {
	name, nameAt := c.text(s, "name")
	id, _ := c.text(s, "id")
	if party := c.parties[id]; name == "" && party != nil {
		name, nameAt = c.text(party, "name")
	}
	at = c.cite(nameAt)
	if name == "" {
		return "", "", at
	}
	number, numberAt := "", (*node)(nil)
	c.identifiers(s, func(id string, from *node) {
		if n, ok := strings.CutPrefix(id, company); ok && number == "" {
			number, numberAt = n, from
		}
	})
	if ref = c.supplier(name, number, contract, at); ref == "" || strings.HasPrefix(ref, "supplier:withheld-") {
		return ref, name, at
	}
	if number != "" {
		c.claim(ref, "companyNumber", number, fmt.Sprintf("%s has the company number %s.", name, number), c.citeNumber(numberAt, number))
	}
	c.procurementNumber(s, ref, name)
	return ref, name, at
}

// citeNumber is where a company number stands, with or without its scheme.
func (c *compiler) citeNumber(n *node, number string) cite {
	at := c.at[n]
	if at > 0 && strings.Count(c.passages[at-1].Text, number) == 1 {
		return cite{at, number}
	}
	return c.cite(n)
}
