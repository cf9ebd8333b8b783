package neo4j

// Hubs sets from what degree on, and how far, the newest facts of a node are looked for in the index of their day. It gives back what
// stood before.
func Hubs(degree, walk int) (wasDegree, wasWalk int) {
	wasDegree, wasWalk = hubDegree, newestWalk
	hubDegree, newestWalk = degree, walk
	return wasDegree, wasWalk
}

// Few sets up to how many ends a root's nodes are looked for from there. It gives back what stood before.
func Few(ends int) (was int) {
	was, fewEnds = fewEnds, ends
	return was
}
