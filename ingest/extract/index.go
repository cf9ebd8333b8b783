package extract

import (
	"slices"
	"strings"
)

// nameIndex holds the known names in the order in which they are tried.
type nameIndex struct {
	names     []Name
	ambiguous map[string]bool
}

// index is made once a page.
func (w *writer) index() *nameIndex {
	if w.nameIndex != nil {
		return w.nameIndex
	}
	w.nameIndex = &nameIndex{ambiguous: map[string]bool{}}
	by := map[string]string{}
	for _, n := range w.known.Names {
		if !recognised[n.Type] || len(n.Text) < 2 || !shares(n.Councils, w.councils) || strings.ToLower(n.Text) == n.Text {
			continue // a name in lower case is a common word in running text
		}
		if len(w.councils) == 0 && len(n.Councils) > 0 && ofCouncils[n.Type] {
			continue // whose page it is, is not known
		}
		if id := by[n.Text]; id != "" && id != n.ID {
			w.ambiguous[n.Text] = true
		}
		by[n.Text] = n.ID
		w.names = append(w.names, n)
	}
	slices.SortFunc(w.names, longest)
	return w.nameIndex
}

// ofCouncils are the types of which each council has its own.
var ofCouncils = words("Project Contract Agreement Indicator Risk")
