package graph

import (
	"context"
	"errors"
	"net/http"
	"time"

	"councilgraph/graph/store"
)

// readyWithin is how long the store has to answer /readyz.
const readyWithin = 2 * time.Second

type health struct {
	Status string `json:"status"`
	Reason string `json:"reason,omitempty"`
}

// serveHealth says that the process answers.
func (s *Server) serveHealth(w http.ResponseWriter, _ *http.Request) {
	writeBody(w, mediaJSON, http.StatusOK, encode(health{Status: "ok"}))
}

// serveReady says whether the store answers too; the log has the store's own words.
func (s *Server) serveReady(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	err := s.Store.Ready(ctx)
	if err == nil {
		writeBody(w, mediaJSON, http.StatusOK, encode(health{Status: "ready"}))
		return
	}
	s.log(ctx).WarnContext(ctx, "not ready", "error", err)
	reason := "the store does not answer"
	switch {
	case errors.Is(err, store.ErrSchema):
		reason = "the store was made for another schema"
	case ctx.Err() != nil:
		reason = "the store did not answer within " + readyWithin.String()
	}
	writeBody(w, mediaJSON, http.StatusServiceUnavailable, encode(health{"not ready", reason}))
}
