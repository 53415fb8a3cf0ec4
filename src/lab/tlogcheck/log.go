package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// The height of tiles in C2SP tlog-tiles.
const height = 8

// tiles reads tiles from a directory; their paths in Go's checksum database name the height too.
type tiles struct{ directory string }

func (tiles) Height() int { return height }

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
		text, err := os.ReadFile(filepath.Join(t.directory, filepath.FromSlash(path)))
		if err != nil {
			return nil, err
		}
		if len(text) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has %d bytes", path, len(text))
		}
		all = append(all, text)
	}
	return all, nil
}

// log says whether all entries of a log's directory are those that its tiles and its checkpoint commit to.
func (c *checker) log(directory string) (string, error) {
	checkpoint, err := os.ReadFile(filepath.Join(directory, "checkpoint"))
	if err != nil {
		return "", err
	}
	tree, err := c.checkpoint(string(checkpoint))
	if err != nil {
		return "", err
	}
	hashes := tlog.TileHashReader(tree, tiles{directory})
	for number := int64(0); number<<height < tree.N; number++ {
		if err := c.bundle(directory, number, tree, hashes); err != nil {
			return "", fmt.Errorf("bundle %d: %w", number, err)
		}
	}
	return fmt.Sprintf("ok %d %s", tree.N, tree.Hash), nil
}

func (c *checker) bundle(directory string, number int64, tree tlog.Tree, hashes tlog.HashReader) error {
	width := min(1<<height, tree.N-number<<height)
	tile := tlog.Tile{H: height, L: -1, N: number, W: int(width)}
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/data/", height), "tile/entries/", 1)
	rest, err := os.ReadFile(filepath.Join(directory, filepath.FromSlash(path)))
	if err != nil {
		return err
	}
	for i := range width {
		index := number<<height + i
		if len(rest) < 2 || len(rest)-2 < int(binary.BigEndian.Uint16(rest)) {
			return fmt.Errorf("entry %d is cut short", index)
		}
		length := int(binary.BigEndian.Uint16(rest))
		entry := rest[2 : 2+length]
		rest = rest[2+length:]
		wanted, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return err
		}
		if wanted[0] != tlog.RecordHash(entry) {
			return fmt.Errorf("entry %d is another", index)
		}
		if err := c.entry(entry); err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
	}
	if len(rest) > 0 {
		return errors.New("more entries than the log has")
	}
	return nil
}
