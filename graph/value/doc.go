// Package value holds the scalars and value objects of the graph in exact
// form: days and instants as integers, decimals as scaled integers, and money,
// quantities and stated dates built from them. It also holds the one meaning
// of "the same text ignoring case and accents", and the forms of ids.
//
// Everything here is pure: no clock, no locale, no input or output. Both stores
// read and write the same integers and the same text, so what this package
// prints is what every store answers.
//
// A text that cannot be read gives an *Error; no function returns a half-read
// value beside one.
package value
