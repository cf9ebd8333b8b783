package record

// MaxItems is how many entities, facts, mentions and passages a record may have together.
const MaxItems = maxItems

// What a record may hold at most. A larger one is refused as a whole, before it is read.
const (
	// With these a process that takes in the largest record stays under 256 MB: a record costs some ten times its size while it is
	// written.
	maxBytes = 6 << 20
	maxItems = 16_000 // entities, facts, mentions and passages together
	maxNodes = 400_000
	maxDepth = 64

	// YAML costs its parser some hundred times its size in memory, so it has limits of its own. JSON does not.
	maxYAMLBytes = 4 << 20
	maxYAMLMarks = 250_000
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
