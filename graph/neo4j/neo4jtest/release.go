package neo4jtest

// Release is a Neo4j release that can run from its Maven artifacts.
type Release struct {
	Version   string // of org.neo4j.test:neo4j-harness
	MainClass string
	Java      int // the oldest Java feature release that runs it
}

var (
	// LTS is the long-term support release, the one production is told to use.
	LTS = Release{Version: "5.26.29", MainClass: "org.neo4j.server.CommunityEntryPoint", Java: 17}

	// Latest is the newest release; it needs a newer JDK than LTS.
	Latest = Release{Version: "2026.09.0", MainClass: "org.neo4j.server.Neo4jCommunity", Java: 21}
)
