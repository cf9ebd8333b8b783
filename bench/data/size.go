// Package data makes graphs to measure on. A graph is a function of its size alone: the same batches in the same order, every
// time, for every store. It is shaped as the real one is: contracts with events, projects with updates, meetings of committees
// with documents and passages, evidence for each fact. Most suppliers and councils have some dozens or hundreds of contracts,
// however large the graph is, and one of each has thousands: the hubs.
package data

import "fmt"

// Size is how much of everything a graph holds.
type Size struct {
	Name       string
	Contracts  int
	Suppliers  int
	Councils   int
	Committees int
	Meetings   int // of a committee
	Passages   int // of a meeting's document
	Projects   int
	Updates    int // of a project
}

// The sizes. Tiny is for tests; S has about 100,000 nodes and 300,000 relationships, L ten times as many. What a middle
// supplier or project has is the same in all but Tiny.
var (
	Tiny = Size{"tiny", 240, 12, 6, 3, 6, 8, 8, 6}
	S    = Size{"S", 9_000, 300, 40, 40, 20, 50, 480, 12}
	L    = Size{"L", 90_000, 3_000, 400, 400, 20, 50, 4_800, 12}
)

// ByName gives the size of a name.
func ByName(name string) (Size, error) {
	for _, s := range []Size{Tiny, S, L} {
		if s.Name == name {
			return s, nil
		}
	}
	return Size{}, fmt.Errorf("no size %q: there are tiny, S and L", name)
}

// The ids of what requests ask for. Number 0 of the suppliers, the councils is the hub.

// SupplierID is the id of a supplier.
func SupplierID(i int) string { return fmt.Sprintf("supplier:bench-%06d", i) }

// CouncilID is the id of a council.
func CouncilID(i int) string { return fmt.Sprintf("council:bench-%06d", i) }

// ContractID is the id of a contract.
func ContractID(i int) string { return fmt.Sprintf("contract:bench-%06d", i) }

// CommitteeID is the id of a committee.
func CommitteeID(i int) string { return fmt.Sprintf("committee:bench-%06d", i) }

// ProjectID is the id of a project.
func ProjectID(i int) string { return fmt.Sprintf("project:bench-%06d", i) }

func meetingID(i int) string  { return fmt.Sprintf("meeting:bench-%07d", i) }
func documentID(i int) string { return fmt.Sprintf("document:bench-%07d", i) }
func versionID(i int) string  { return fmt.Sprintf("version:bench-%07d", i) }
func passageID(i int) string  { return fmt.Sprintf("passage:bench-%08d", i) }
func eventID(i int) string    { return fmt.Sprintf("contractevent:bench-%07d", i) }
func updateID(i int) string   { return fmt.Sprintf("projectupdate:bench-%07d", i) }

// What the names are made of. Few words stand in many names, so that a search has much to sort.
var (
	trees    = []string{"Alder", "Beech", "Cedar", "Elm", "Hazel", "Juniper", "Linden", "Maple", "Rowan", "Willow"}
	trades   = []string{"Systems", "Networks", "Data", "Cloud", "Telecom", "Software", "Print", "Devices"}
	subjects = []string{"Network", "Telephony", "Laptop", "Cyber security", "Payroll", "Housing", "Library", "Data centre", "Email", "Wi-Fi",
		"Backup", "Identity", "Contact centre", "Parking"}
	services = []string{"support", "licences", "hosting", "renewal", "devices", "migration", "monitoring"}
)

// SupplierName is the name of a supplier.
func SupplierName(i int) string {
	return fmt.Sprintf("%s %s %06d", trees[i%len(trees)], trades[i/len(trees)%len(trades)], i)
}

// CouncilName is the name of a council.
func CouncilName(i int) string { return fmt.Sprintf("%sford %04d", trees[i%len(trees)], i) }

func contractName(i int) string {
	return fmt.Sprintf("%s %s %06d", subjects[i%len(subjects)], services[i/len(subjects)%len(services)], i)
}
