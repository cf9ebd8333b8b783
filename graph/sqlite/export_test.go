package sqlite

// Few sets up to how many ends of one kind a filter begins with them. It gives back what stood before.
func Few(ends int) (was int) {
	was, fewEnds = fewEnds, ends
	return was
}
