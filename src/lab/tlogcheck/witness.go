package main

import (
	"fmt"
	"os"

	formats "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/formats/witness"
	"golang.org/x/mod/sumdb/note"
)

// cosigned says at what times the witness of this key cosigned a checkpoint.
func cosigned(key, path string) (string, error) {
	verifier, err := formats.NewVerifierForCosignatureV1(key)
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return "", err
	}
	at, err := formats.CoSigV1Timestamp(opened.Sigs[0])
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("ok %d", at.Unix()), nil
}

// quorum says whether a checkpoint has the cosignatures that a policy in this file demands.
func quorum(policy, path string) (string, error) {
	text, err := os.ReadFile(policy)
	if err != nil {
		return "", err
	}
	parsed, err := witness.ParsePolicy(text)
	if err != nil {
		return "", err
	}
	checkpoint, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	if !parsed.Satisfied(checkpoint) {
		return "", fmt.Errorf("no quorum")
	}
	return "ok", nil
}
