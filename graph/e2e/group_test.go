package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestGroups: of the reviewed records, on every store, and the same in the past.
func TestGroups(t *testing.T) {
	for _, c := range []struct{ name, request, want string }{
		{"awards by buyer", `{contractEvents(where: {kind: {eq: AWARDED}, modality: {eq: ACTUAL}}) {
			totalCount groupBy(by: [{buyers: {name: VALUE}}], orderBy: [{count: DESC}]) {key {buyers {name}} count distinct {supplier contract}}}}`,
			`{"contractEvents":{"totalCount":7,"groupBy":[{"key":{"buyers":{"name":"Shared Technology Services"}},"count":3,"distinct":{"supplier":3,"contract":3}},` +
				`{"key":{"buyers":{"name":"Southwark"}},"count":2,"distinct":{"supplier":2,"contract":2}},{"key":{"buyers":{"name":null}},"count":2,"distinct":{"supplier":2,"contract":2}}]}}`},
		{"nothing known yet", `{contractEvents(knownAt: "2000-01-01T00:00:00Z") {groupBy(by: [{kind: VALUE}]) {count} aggregate {distinct {supplier}}}}`,
			`{"contractEvents":{"groupBy":[],"aggregate":{"distinct":{"supplier":0}}}}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			each(t, func(t *testing.T, w *world) {
				got, err := json.Marshal(w.data(t, c.request, nil))
				if err != nil {
					t.Fatal(err)
				}
				var want any
				if err := json.Unmarshal([]byte(c.want), &want); err != nil {
					t.Fatal(err)
				}
				if again, _ := json.Marshal(want); string(got) != string(again) {
					t.Errorf("got %s\nwant %s", got, again)
				}
			})
		})
	}
}

// TestGroupKeys: groups by a date, or by what one other node says, part the nodes between them; and what a group's key says,
// given to a filter, finds the group: `within` takes the text of every bucket.
func TestGroupKeys(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, clock := range []string{"", `asOf: "2025-07-08" `} {
			for by, filter := range map[string]string{
				"{since: VALUE}": "since: {within: %s}", "{since: YEAR}": "since: {within: %s}", "{since: QUARTER}": "since: {within: %s}", "{since: MONTH}": "since: {within: %s}",
				"{since: FINANCIAL_YEAR}": "since: {within: %s}", "{when: {start: MONTH}}": "when: {start: {within: %s}}", "{when: {text: VALUE}}": "when: {text: {eq: %s}}",
				"{supplier: {id: VALUE}}": "supplier: {id: {eq: %s}}",
			} {
				shape := strings.NewReplacer(": VALUE", "", ": YEAR", "", ": QUARTER", "", ": MONTH", "", ": FINANCIAL_YEAR", "", ":", "").Replace(by)
				d := w.data(t, fmt.Sprintf(`{contractEvents(%sfirst: 0) {totalCount groupBy(by: [%s], first: 1000) {key %s count}}}`, clock, by, shape), nil)
				sum, asked, want := int64(0), "", map[string]any{}
				for i, group := range at(d, "contractEvents", "groupBy").([]any) {
					sum += whole(at(group, "count"))
					if key := leaf(at(group, "key")); key != nil {
						quoted, _ := json.Marshal(key)
						asked += fmt.Sprintf("g%d: contractEvents(%swhere: {%s}) {totalCount} ", i, clock, fmt.Sprintf(filter, quoted))
						want[fmt.Sprintf("g%d", i)] = at(group, "count")
					}
				}
				if total := whole(at(d, "contractEvents", "totalCount")); sum != total || total == 0 {
					t.Errorf("%s %s: groups of %v nodes, there are %v", clock, by, sum, total)
				}
				const roots = 30 // as many as one request may have
				for from := 0; from < len(want); from += roots {
					part := strings.Join(strings.SplitAfter(asked, "{totalCount} ")[from:min(from+roots, len(want))], "")
					for alias, found := range w.data(t, "{"+part+"}", nil) {
						if n := at(found, "totalCount"); n != want[alias] {
							t.Errorf("%s %s: %s finds %v, the group has %v\n%s", clock, by, alias, n, want[alias], part)
						}
					}
				}
			}
		}
	})
}

func whole(v any) int64 {
	n, err := v.(json.Number).Int64()
	if err != nil {
		panic(err)
	}
	return n
}

// leaf is the one value in nested objects of one field each.
func leaf(v any) any {
	if m, ok := v.(map[string]any); ok {
		for _, x := range m {
			return leaf(x)
		}
	}
	return v
}
