package sqlite

import (
	"database/sql/driver"
	"math/big"
	"strconv"

	"modernc.org/sqlite"

	"councilgraph/graph/value"
)

// What SQL cannot say exactly is said in Go. The functions belong to the driver, so every connection has them; names of ours
// begin with graph_.
func init() {
	for name, f := range map[string]struct {
		args int32
		run  func([]driver.Value) driver.Value
	}{
		"graph_sum":  {2, graphSum},
		"graph_avg":  {4, graphAverage},
		"graph_int":  {1, graphInt},
		"graph_fold": {1, graphFold},
	} {
		sqlite.MustRegisterDeterministicScalarFunction(name, f.args, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			return f.run(args), nil
		})
	}
}

// tooLarge stands in the answer for a number that 64 bits do not hold: no JSON, so the decoder finds it wherever it is.
const tooLarge = "!"

// graphSum(high, low) is a sum from the sums of its high and its low 32 bits; 0 of nothing.
func graphSum(args []driver.Value) driver.Value { return fits(total(args[0], args[1])) }

// graphAverage(high, low, n, scale) is the sum times scale, divided by n, half away from zero; the text null of nothing. The sum must
// fit by itself.
func graphAverage(args []driver.Value) driver.Value {
	n, _ := args[2].(int64)
	scale, _ := args[3].(int64)
	if n == 0 {
		return "null"
	}
	sum := total(args[0], args[1])
	if !sum.IsInt64() {
		return tooLarge
	}
	sign := sum.Sign()
	// (2·|sum|·scale + n) / 2n
	sum.Abs(sum).Mul(sum, big.NewInt(2*scale)).Add(sum, big.NewInt(n)).Quo(sum, big.NewInt(2*n))
	if sign < 0 {
		sum.Neg(sum)
	}
	return fits(sum)
}

func total(high, low driver.Value) *big.Int {
	h, _ := high.(int64)
	l, _ := low.(int64)
	sum := big.NewInt(h)
	return sum.Lsh(sum, 32).Add(sum, big.NewInt(l))
}

func fits(n *big.Int) driver.Value {
	if !n.IsInt64() {
		return tooLarge
	}
	return n.Int64()
}

// graphInt is a claimed whole number; null where the text is none.
func graphInt(args []driver.Value) driver.Value {
	s, ok := args[0].(string)
	if !ok {
		return nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return nil
	}
	return n
}

// graphFold folds what is not kept folded: ids and enums.
func graphFold(args []driver.Value) driver.Value {
	s, ok := args[0].(string)
	if !ok {
		return nil
	}
	return value.Fold(s)
}
