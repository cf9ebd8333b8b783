package councils

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

// The columns of both files.
var (
	columns = []string{"code", "official_name", "common_name", "type", "nation", "end_date", "cms_type", "scraper_class", "base_url"}
	mending = []string{"code", "what", "field", "was", "now", "why", "source"}
)

type row map[string]string

// read makes the table. A correction that fits nothing is an error: the list has changed, and the correction must be looked at.
func read(list, corrections string) (*Table, error) {
	rows, err := parse("councils.csv", list, columns)
	if err != nil {
		return nil, err
	}
	mends, err := parse("corrections.csv", corrections, mending)
	if err != nil {
		return nil, err
	}
	hosts := map[string][]string{}
	for i, m := range mends {
		if rows, err = mend(rows, m, hosts); err != nil {
			return nil, fmt.Errorf("corrections.csv: correction %d, of %s: %w", i+1, m["code"], err)
		}
	}
	var all []Council
	for _, r := range rows {
		c := Council{Code: r["code"], Official: r["official_name"], Name: r["common_name"], Type: r["type"], Nation: r["nation"],
			Ended: r["end_date"], System: r["cms_type"], Base: strings.TrimSuffix(r["base_url"], "/")}
		if slices.ContainsFunc(all, func(o Council) bool { return o.Code == c.Code }) {
			return nil, fmt.Errorf("councils.csv: found the code %s twice, expected each once", c.Code)
		}
		if h := hostOfBase(c.Base); h != "" {
			c.Hosts = append(c.Hosts, h)
		}
		c.Hosts = append(c.Hosts, hosts[c.Code]...)
		all = append(all, c)
	}
	return newTable(all), nil
}

func parse(name, text string, columns []string) ([]row, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comment = '#'
	r.FieldsPerRecord = len(columns)
	lines, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(lines) == 0 || !slices.Equal(lines[0], columns) {
		return nil, fmt.Errorf("%s: expected the columns %s", name, strings.Join(columns, ","))
	}
	var out []row
	for _, line := range lines[1:] {
		r := row{}
		for i, c := range columns {
			r[c] = line[i]
		}
		out = append(out, r)
	}
	return out, nil
}

// mend applies one correction.
func mend(rows []row, m row, hosts map[string][]string) ([]row, error) {
	if m["why"] == "" || m["source"] == "" {
		return nil, fmt.Errorf("found no reason or no source, expected both")
	}
	fits := func(r row) bool { return r["code"] == m["code"] && r[m["field"]] == m["was"] }
	at := slices.IndexFunc(rows, fits)
	switch m["what"] {
	case "add":
		if slices.ContainsFunc(rows, func(r row) bool { return r["code"] == m["code"] }) {
			return nil, fmt.Errorf("found a row of that code, expected none")
		}
		return append(rows, row{"code": m["code"], m["field"]: m["now"]}), nil
	case "host":
		hosts[m["code"]] = append(hosts[m["code"]], m["now"])
		return rows, nil
	case "set", "drop":
	default:
		return nil, fmt.Errorf("found %q, expected set, drop, add or host", m["what"])
	}
	if at < 0 || !slices.Contains(columns, m["field"]) {
		return nil, fmt.Errorf("found no row whose %s is %q", m["field"], m["was"])
	}
	if m["what"] == "drop" {
		return slices.Delete(rows, at, at+1), nil
	}
	rows[at][m["field"]] = m["now"]
	return rows, nil
}
