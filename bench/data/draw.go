package data

// draw gives a number below n that depends on its arguments alone: what is drawn of one node does not move when another is
// added. The mixing is that of splitmix64.
func draw(what kind, i, n int) int {
	x := uint64(what)<<48 ^ uint64(i)
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	x ^= x >> 31
	return int(x % uint64(n))
}

// kind is what is drawn.
type kind uint64

const (
	buyer kind = iota + 1
	moreBuyers
	seller
	day
	amount
	months
	tense
	eventKind
	line
	status
	partner
	fate
	word
)

// oneIn is true once in n times.
func oneIn(n int, what kind, i int) bool { return draw(what, i, n) == 0 }
