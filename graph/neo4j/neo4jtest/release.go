package neo4jtest

import "cmp"

// Release is a Neo4j release that can run from its Maven artifacts.
type Release struct {
	Version   string // of org.neo4j.test:neo4j-harness
	MainClass string
	Java      int // the oldest Java feature release that runs it

	// Memory is what its server may take; where it is zero, what tests need.
	Memory Memory
}

// Memory is what a server may take, in Neo4j's notation: 512m, 4g.
type Memory struct{ Heap, PageCache string }

// sufficient for tests, several of whose servers share a machine.
var sufficient = Memory{Heap: "1g", PageCache: "256m"}

func (m Memory) orSufficient() Memory {
	return Memory{Heap: cmp.Or(m.Heap, sufficient.Heap), PageCache: cmp.Or(m.PageCache, sufficient.PageCache)}
}

var (
	// LTS is the long-term support release, the one production is told to use.
	LTS = Release{Version: "5.26.29", MainClass: "org.neo4j.server.CommunityEntryPoint", Java: 17}

	// Latest is the newest release; it needs a newer JDK than LTS.
	Latest = Release{Version: "2026.09.0", MainClass: "org.neo4j.server.Neo4jCommunity", Java: 21}
)
