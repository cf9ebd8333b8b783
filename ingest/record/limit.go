package record

// What a record may hold at most. A larger one is refused as a whole, before it is read.
const (
	maxBytes = 32 << 20
	maxItems = 100_000 // entities, facts, mentions and passages together
	maxNodes = 2_000_000
	maxDepth = 64

	// YAML costs its parser some hundred times its size in memory, so it has limits of its own. JSON does not.
	maxYAMLBytes = 8 << 20
	maxYAMLMarks = 500_000
	maxIndent    = 256
	maxFields    = 200   // of one object: the parser takes the square of their number,
	maxEmpty     = 2_000 // and moves all that follows for each value that is not there

	textLimit    = 10_000 // characters
	nameLimit    = 300    // of names, labels and ids
	passageLimit = 200_000

	// maxScan is how many bytes of passages may be looked through for printed words.
	maxScan = 2 << 30

	// Past maxProblems an item has its first problem told only; no item has more than maxOfItem.
	maxProblems = 1_000
	maxOfItem   = 20
)
