package graph

import (
	"container/list"
	"context"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// maxCachedText is how many bytes of query text the cache keeps; a parsed document takes some thirty times its text.
const maxCachedText = 1 << 20

// documents keeps parsed and validated documents by their text, those used last. It is bounded by text, not by number: one
// client's large documents must not fill the memory.
type documents struct {
	max int

	mu     sync.Mutex
	size   int
	byText map[string]*list.Element
	recent *list.List // of document; the last used first
}

type document struct {
	text string
	doc  *ast.QueryDocument
}

func newDocuments(max int) *documents {
	return &documents{max: max, byText: map[string]*list.Element{}, recent: list.New()}
}

// Get finds a document.
func (d *documents) Get(_ context.Context, text string) (*ast.QueryDocument, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	e := d.byText[text]
	if e == nil {
		return nil, false
	}
	d.recent.MoveToFront(e)
	return e.Value.(document).doc, true
}

// Add keeps a document, unless it would take more than a tenth of the room.
func (d *documents) Add(_ context.Context, text string, doc *ast.QueryDocument) {
	if len(text) > d.max/10 {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.byText[text] != nil {
		return
	}
	d.byText[text] = d.recent.PushFront(document{text, doc})
	for d.size += len(text); d.size > d.max; {
		old := d.recent.Remove(d.recent.Back()).(document)
		delete(d.byText, old.text)
		d.size -= len(old.text)
	}
}
