package graph

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// window is a page of rows that were found in Go, in an order of their own: totalCount, pageInfo and nodes. key names a row's
// place for good: the rows are sorted by it, so that a cursor stays right when rows come and go.
func window[T any](q *question, all []T, key func(T) string, compare func(T, string) int, object func(T) Object) Object {
	first := DefaultPage
	if v := q.args["first"]; v != nil {
		n, ok := integer(v)
		if !ok || n < 0 || n > int64(q.limits.Page) {
			q.fail(q.path, "first", "%v; a page is a whole number from 0 to %d", v, q.limits.Page)
		}
		first = int(n)
	}
	start := 0
	if after, ok := q.args["after"].(string); ok {
		at, ok := openCursor(q.field.Name, after)
		if !ok {
			panic(newError(CodeBadCursor, q.path, "", "after: %q is no cursor of %s", after, q.field.Name))
		}
		for start < len(all) && compare(all[start], at) <= 0 {
			start++
		}
	}
	end := min(len(all), start+first)
	info := Object{"hasNextPage": end < len(all), "hasPreviousPage": start > 0}
	nodes := []any{}
	for _, row := range all[start:end] {
		nodes = append(nodes, object(row))
	}
	if end > start {
		info["startCursor"], info["endCursor"] = cursorOf(q.field.Name, key(all[start])), cursorOf(q.field.Name, key(all[end-1]))
	}
	return Object{"totalCount": len(all), "pageInfo": info, "nodes": nodes}
}

// windowSum is how many bytes of a checksum a cursor begins with. As in package query it is no secret: it tells a mistake from a place.
const windowSum = 6

func cursorOf(field, key string) string {
	body := field + "\n" + key
	sum := sha256.Sum256([]byte(body))
	return base64.RawURLEncoding.EncodeToString(append(sum[:windowSum], body...))
}

func openCursor(field, cursor string) (key string, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(b) < windowSum {
		return "", false
	}
	of, key, ok := strings.Cut(string(b[windowSum:]), "\n")
	return key, ok && of == field && cursorOf(of, key) == cursor
}
