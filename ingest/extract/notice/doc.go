// Package notice reads contract notices into records: releases of the Open Contracting Data Standard as JSON (OCDS), and notices as
// text, in the layout of Find a Tender or on the standard forms of the European Union (Text).
//
// A release is cut into passages so that the same release gives the same ones however it was fetched: one passage for each text,
// number and truth value in it, `awards[1].value.amount: 46000`, the fields of an object in alphabetical order, lists in their own. An
// entry of a list is named by its `id` where all have different ones, else by its place, `[#2]`. What stands around a release in a
// package is no part of it. So a passage prints its value once, a changed amount changes one passage, and spaces and the order of
// fields change none. Passages of a release have no offsets: they are not the JSON's bytes.
//
// Everything here is pure.
package notice
