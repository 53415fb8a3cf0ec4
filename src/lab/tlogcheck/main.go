// Command tlogcheck verifies evidence with the library behind Go's checksum database, and cosignatures with that of
// transparency.dev, and nothing of ours:
//
//	tlogcheck log KEY DIRECTORY     a log in the layout of C2SP tlog-tiles
//	tlogcheck export KEY FILE...    exports of all entries of a log
//	tlogcheck tamper KEY FILE       every change of one byte or one line of a sound export
//	tlogcheck cosigned KEY FILE...  checkpoints that the witness of this key cosigned
//	tlogcheck policy POLICY FILE... checkpoints that have the cosignatures that a file by C2SP tlog-policy demands
//
// KEY is a verifier key of the log, or several with a comma between them, of Ed25519 or ECDSA.
//
// It prints a line for each file, of "ok" and what it has, or "refused" and why; of changes, how many were refused and
// how many were not.
package main

import (
	"fmt"
	"os"
	"strings"

	formats "github.com/transparency-dev/formats/note"
)

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: tlogcheck log|export|tamper|cosigned|policy KEY PATH...")
		os.Exit(2)
	}
	run, err := command(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	for _, path := range os.Args[3:] {
		said, err := run(path)
		if err != nil {
			said = "refused " + err.Error()
		}
		fmt.Println(said)
	}
}

func command(what, key string) (func(string) (string, error), error) {
	switch what {
	case "cosigned":
		return func(path string) (string, error) { return cosigned(key, path) }, nil
	case "policy":
		return func(path string) (string, error) { return quorum(key, path) }, nil
	}
	check := &checker{}
	for _, text := range strings.Split(key, ",") {
		verifier, err := formats.NewVerifier(text)
		if err != nil {
			return nil, err
		}
		check.keys = append(check.keys, verifier)
		check.texts = append(check.texts, text)
	}
	return func(path string) (string, error) { return check.run(what, path) }, nil
}

func (c *checker) run(what, path string) (string, error) {
	switch what {
	case "log":
		return c.log(path)
	case "export":
		text, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		return c.export(text)
	case "tamper":
		text, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		return c.tamper(text)
	}
	return "", fmt.Errorf("unknown command %q", what)
}
