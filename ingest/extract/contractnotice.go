package extract

import (
	"strings"

	"councilgraph/graph/schema"
	"councilgraph/graph/value"
	"councilgraph/ingest/extract/notice"
	"councilgraph/ingest/record"
)

// readNotice reads a contract notice: releases as JSON, or text under the labels of a notice. Nothing is returned for a page that only
// looks like one, a copy with other lines around cut JSON: it is kept as a page of unknown kind, and why says why.
func readNotice(m *schema.Model, p *page) (done *Reading, why string, err error) {
	if p.kind == Notice {
		rec, err := notice.Text([]byte(p.text), p.address.raw, m)
		if err != nil {
			return nil, "it is not read as the contract notice that it looks like: " + err.Error(), nil
		}
		out := &Reading{Kind: Notice, Records: []*record.Record{rec}}
		if rec.Document.Fields["date"] != nil {
			rec.Document.Fields["undated"] = false
		} else if day, err := value.ParseDay(p.by); err == nil {
			rec.Document.Fields["date"], rec.Document.Fields["undated"] = int64(day), true
			out.Notes = append(out.Notes, "the page gives no date: dated "+p.by+", a day on which it is known to have stood there")
		}
		return out, "", nil
	}
	data := strings.TrimSpace(p.text)
	if !strings.HasPrefix(data, "{") && !strings.HasPrefix(data, "[") {
		return nil, "", nil
	}
	records, err := notice.OCDS([]byte(data), m)
	if len(records) == 0 {
		return nil, "", &Error{NoRelease, err.Error(), "a release or a package of releases"}
	}
	out := &Reading{Kind: OCDS, Records: records}
	if err != nil {
		out.Notes = append(out.Notes, err.Error())
	}
	return out, "", nil
}
