package storetest

import "testing"

type World0 struct{ Name string }

func Worlds() []World0                           { return nil }
func runWorld(t *testing.T, open Open, w World0) {}
