// Package neo4jtest gives Go tests a real Neo4j without Docker: the server's
// jars come from Maven once, into the user's cache, and a Java process runs on
// them for as long as the test process lives.
//
//	func TestMain(m *testing.M) { os.Exit(neo4jtest.Run(m)) }
//
//	func TestWrite(t *testing.T) {
//		s := neo4jtest.Shared(t) // skips where there is no way to have a server
//		s.Wipe(t)
//		// connect to s.URI as s.User with s.Password
//	}
//
// Environment:
//
//	NEO4J_TEST_URI        use this server, start none; it will be wiped
//	NEO4J_TEST_USER       its user, "neo4j" when empty
//	NEO4J_TEST_PASSWORD   its password
//	CI=true               a missing server fails the test instead of skipping it
//
// The command neo4jserver, in the folder below, starts such a server by hand.
package neo4jtest
