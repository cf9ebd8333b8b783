package extract

import (
	"encoding/json"
	"fmt"
	"strings"

	"councilgraph/graph/value"
)

// leaf is a scalar of JSON: where in the data it stands, and in the text.
type leaf struct {
	path, value string
	at          place
}

// readReleaseCopy reads the text copy of a page that shows a release as JSON, with other lines around it, its end cut: as far as whole
// values stand there. JSON by itself is package notice's.
func readReleaseCopy(w *writer) {
	w.describe()
	leaves := w.leaves()
	if len(leaves) == 0 {
		readUnknown(w)
		return
	}
	w.notes = append(w.notes, "a copy of a release, cut: read as far as whole values stand there")
	if date, ok := leafAt(leaves, "date"); ok && len(date.value) >= len("2026-02-11") {
		if _, err := value.ParseDay(date.value[:10]); err == nil {
			w.document["date"] = date.value[:10]
		}
	}
	buyer, ok := leafAt(leaves, "buyer.name")
	if buyers := parties(leaves, "buyer"); !ok && len(buyers) == 1 {
		buyer = buyers[0]
	}
	if _, known := w.known.council(buyer.value); known {
		w.councils = []string{w.council(buyer.value, buyer.at)}
		w.document["publisher"] = w.councils[0]
	}
	for _, p := range parties(leaves, "supplier") {
		w.company(p.value, p.at)
	}
	several := hasLeaf(leaves, "awards[1].")
	for i := 0; ; i++ {
		if !w.awardCopy(leaves, fmt.Sprintf("awards[%d].", i), several) {
			return
		}
	}
}

// parties are the names of the organisations that have a role in the release, as far as the copy goes.
func parties(leaves []leaf, role string) (out []leaf) {
	for i := 0; ; i++ {
		at := fmt.Sprintf("parties[%d].", i)
		if !hasLeaf(leaves, at) {
			return out
		}
		name, named := leafAt(leaves, at+"name")
		for j := 0; named; j++ {
			r, ok := leafAt(leaves, fmt.Sprintf("%sroles[%d]", at, j))
			if !ok {
				break
			}
			if r.value == role {
				out = append(out, name)
			}
		}
	}
}

// titleOf is what an award is called: its own title, that of its contract, of the tender, else the number of the procurement.
func titleOf(leaves []leaf, award string) (leaf, bool) {
	for _, path := range []string{award + "title", contractAt(leaves, award) + "title", "tender.title", "ocid"} {
		if l, ok := leafAt(leaves, path); ok && l.value != "" {
			return l, true
		}
	}
	return leaf{}, false
}

// contractAt is where the contract stands that an award led to; a path that no leaf has where there is none.
func contractAt(leaves []leaf, award string) string {
	id, ok := leafAt(leaves, award+"id")
	for i := 0; ok; i++ {
		at := fmt.Sprintf("contracts[%d].", i)
		of, there := leafAt(leaves, at+"awardID")
		if !there {
			break
		}
		if of.value == id.value {
			return at
		}
	}
	return "none."
}

func leafAt(leaves []leaf, path string) (leaf, bool) {
	for _, l := range leaves {
		if l.path == path {
			return l, true
		}
	}
	return leaf{}, false
}

// leaves are the scalars of the JSON in the text, up to where it is cut.
func (w *writer) leaves() (out []leaf) {
	start := strings.IndexByte(w.text, '{')
	if start < 0 {
		return nil
	}
	walk := jsonWalk{Decoder: json.NewDecoder(strings.NewReader(w.text[start:]))}
	walk.UseNumber()
	walk.value("", func(path, text string, end int) {
		end += start
		if l := w.lineAt(end - 1); l != nil && end < len(w.text) {
			written := l.Text[:min(len(l.Text), end-l.Start)]
			for _, form := range []string{text, escaped(text)} {
				if at := strings.LastIndex(written, form); at >= 0 && form != "" {
					out = append(out, leaf{path, text, l.once(at, at+len(form))})
					break
				}
			}
		}
	})
	return out
}

// escaped is a text as JSON writes it: R\u0026D.
func escaped(text string) string {
	data, err := json.Marshal(text)
	if err != nil {
		return ""
	}
	return strings.Trim(string(data), `"`)
}

// lineAt is the line that holds a byte of the text.
func (w *writer) lineAt(at int) *line {
	for _, l := range w.lines {
		if l.Start <= at && at <= l.End {
			return l
		}
	}
	return nil
}

// jsonWalk goes through JSON until it ends or breaks.
type jsonWalk struct{ *json.Decoder }

const maxWalk = 64 // levels

// value reads the next value and gives each scalar in it with its path; false where the JSON breaks.
func (j *jsonWalk) value(path string, each func(path, text string, end int)) bool {
	t, err := j.Token()
	if err != nil || strings.Count(path, ".")+strings.Count(path, "[") > maxWalk {
		return false
	}
	switch t := t.(type) {
	case json.Delim:
		return j.inside(t, path, each)
	case string:
		each(path, t, int(j.InputOffset()))
	case json.Number:
		each(path, t.String(), int(j.InputOffset()))
	}
	return true
}

func (j *jsonWalk) inside(open json.Delim, path string, each func(path, text string, end int)) bool {
	for i := 0; j.More(); i++ {
		at := fmt.Sprintf("%s[%d]", path, i)
		if open == '{' {
			key, err := j.Token()
			name, ok := key.(string)
			if err != nil || !ok {
				return false
			}
			if at = path + "." + name; path == "" {
				at = name
			}
		}
		if !j.value(at, each) {
			return false
		}
	}
	_, err := j.Token()
	return err == nil
}
