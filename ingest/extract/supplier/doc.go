// Package supplier finds who supplies in running text, and what a sentence says happened to a contract.
//
// A name is a supplier's only where a frame says so: a label (`Supplier: X`), an award (`awarded to X`, `X won the contract`), a
// contract (`a contract with X`), a legal suffix in a sentence about buying, or a name that the caller knows. Licence applicants,
// developers, charities in declarations, products, frameworks, councils and their parts are not. What a source withholds stays
// withheld: `Contractor 3`, the supplier of an exempt appendix. From a transcript nobody is learnt.
//
// Everything here is pure. Places are bytes of the text that was given, and each printed name stands there.
package supplier
