// Package figure finds figures in running text: amounts of money, dates, durations and other quantities, each with its place and its
// printed words. It reads only what stands there: a figure that is cut off, malformed or larger than the graph can hold is left out,
// and what a sentence does not state (a year, a period, whether VAT is in it) stays empty.
//
// Everything here is pure: the same text gives the same spans. Spans of one call come in the order of the text and do not overlap;
// those of two calls may: a duration inside the words around an amount is found by both. Addresses of the web and of mail, telephone
// numbers and postcodes are no figures.
//
// Text is UTF-8. A text that is the cut end of a page should go through Uncut first, since a whole number cannot be told from the
// beginning of a longer one.
package figure
