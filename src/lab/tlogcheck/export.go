package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type checker struct {
	keys  []note.Verifier
	texts []string
	// The last first line that was read, and what it says.
	first  string
	head   head
	tree   tlog.Tree
	refuse error
}

// row is a line of an export, and what was said of it under one checkpoint, since most changes leave most lines as they were.
type row struct {
	text  string
	under string
	index int64
	err   error
}

type head struct {
	Checkpoint string            `json:"checkpoint"`
	Format     string            `json:"format"`
	Selection  map[string]string `json:"selection"`
}

type line struct {
	Entry json.RawMessage `json:"entry"`
	Proof string          `json:"proof"`
}

type envelope struct {
	Payload     string `json:"payload"`
	PayloadType string `json:"payloadType"`
	Signatures  []struct {
		KeyID string `json:"keyid"`
		Sig   string `json:"sig"`
	} `json:"signatures"`
}

// export says whether all entries of a log are there, in order, each signed and proved under one checkpoint.
func (c *checker) export(text []byte) (string, error) {
	return c.rows(split(text))
}

func split(text []byte) []*row {
	var rows []*row
	for _, line := range strings.SplitAfter(string(text), "\n") {
		if line != "" {
			rows = append(rows, &row{text: line})
		}
	}
	return rows
}

func (c *checker) rows(rows []*row) (string, error) {
	if len(rows) < 2 {
		return "", errors.New("too few lines")
	}
	if c.first != rows[0].text {
		c.first, c.head = rows[0].text, head{}
		c.tree, c.refuse = c.open()
	}
	if c.refuse != nil {
		return "", c.refuse
	}
	first, tree := c.head, c.tree
	if want := fmt.Sprintf("{\"entries\":%d}\n", tree.N); rows[len(rows)-1].text != want {
		return "", errors.New("the last line does not say how many entries the log has")
	}
	entries := rows[1 : len(rows)-1]
	if int64(len(entries)) != tree.N {
		return "", fmt.Errorf("%d entries, expected %d", len(entries), tree.N)
	}
	for i, row := range entries {
		if row.under != first.Checkpoint {
			row.index, row.err = c.line(row.text, first.Checkpoint, tree)
			row.under = first.Checkpoint
		}
		if row.err != nil {
			return "", fmt.Errorf("entry %d: %w", i, row.err)
		}
		if row.index != int64(i) {
			return "", fmt.Errorf("entry %d stands where %d should", row.index, i)
		}
	}
	return fmt.Sprintf("ok %d %s", tree.N, tree.Hash), nil
}

func (c *checker) open() (tlog.Tree, error) {
	if err := strict(c.first, &c.head); err != nil {
		return tlog.Tree{}, err
	}
	if len(c.head.Selection) > 0 || c.head.Format != "https://leasehold.dev/evidence/export/v1" {
		return tlog.Tree{}, errors.New("not an export of all entries")
	}
	return c.checkpoint(c.head.Checkpoint)
}

// strict reads JSON that has neither more nor other than it would be written with.
func strict(text string, into any) error {
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return err
	}
	var again bytes.Buffer
	encoder := json.NewEncoder(&again)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(into); err != nil {
		return err
	}
	if again.String() != text {
		return errors.New("not canonical")
	}
	return nil
}

func (c *checker) checkpoint(text string) (tlog.Tree, error) {
	opened, err := note.Open([]byte(text), note.VerifierList(c.keys...))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != c.keys[0].Name() || lines[3] != "" {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func (c *checker) line(text, checkpoint string, tree tlog.Tree) (int64, error) {
	var read line
	if err := strict(text, &read); err != nil {
		return 0, err
	}
	above, below, _ := strings.Cut(read.Proof, "\n\n")
	if below != checkpoint {
		return 0, errors.New("the proof has another checkpoint")
	}
	lines := strings.Split(above, "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return 0, errors.New("not a proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil || lines[1] != fmt.Sprintf("index %d", index) {
		return 0, errors.New("no index")
	}
	var proof tlog.RecordProof
	for _, hash := range lines[2:] {
		parsed, err := tlog.ParseHash(hash)
		if err != nil || parsed.String() != hash {
			return 0, errors.New("not a hash")
		}
		proof = append(proof, parsed)
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(read.Entry)); err != nil {
		return 0, err
	}
	return index, c.entry(read.Entry)
}

// entry says whether it is a DSSE envelope around an in-toto statement, signed by the log's key.
func (c *checker) entry(text []byte) error {
	var read envelope
	if err := strict(string(text)+"\n", &read); err != nil {
		return err
	}
	payload, err := base64.StdEncoding.Strict().DecodeString(read.Payload)
	if err != nil {
		return err
	}
	if len(read.Signatures) != 1 {
		return errors.New("expected one signature")
	}
	signature, err := base64.StdEncoding.Strict().DecodeString(read.Signatures[0].Sig)
	if err != nil {
		return err
	}
	encoded := fmt.Sprintf("DSSEv1 %d %s %d %s", len(read.PayloadType), read.PayloadType, len(payload), payload)
	if !c.signed(read.Signatures[0].KeyID, []byte(encoded), signature) {
		return errors.New("not signed by the log's key")
	}
	var statement struct {
		Type string `json:"_type"`
	}
	if err := json.Unmarshal(payload, &statement); err != nil {
		return err
	}
	if read.PayloadType != "application/vnd.in-toto+json" || statement.Type != "https://in-toto.io/Statement/v1" {
		return errors.New("not an in-toto statement")
	}
	return nil
}

// signed says whether one of the log's keys is named so, and signed the message.
func (c *checker) signed(id string, message, signature []byte) bool {
	for _, text := range c.texts {
		parts := strings.SplitN(text, "+", 3)
		typed, err := base64.StdEncoding.DecodeString(parts[2])
		if err == nil && id == parts[0]+"+"+parts[1] && verifies(typed[0], typed[1:], message, signature) {
			return true
		}
	}
	return false
}

// The signature types of C2SP signed-note.
const (
	typeEd25519 = 1
	typeECDSA   = 2
)

func verifies(kind byte, key, message, signature []byte) bool {
	switch kind {
	case typeEd25519:
		return ed25519.Verify(key, message, signature)
	case typeECDSA:
		parsed, err := x509.ParsePKIXPublicKey(key)
		if err != nil {
			return false
		}
		public, ok := parsed.(*ecdsa.PublicKey)
		digest := sha256.Sum256(message)
		return ok && ecdsa.VerifyASN1(public, digest[:], signature)
	}
	return false
}
