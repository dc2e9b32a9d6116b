// Finds every entry of an unpacked audit bundle in its tiles, as Go reads its checksum database; then mutates the tiles.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// folder reads the tiles of a bundle; those in changed are read as they stand there, nil for one that is gone.
type folder struct {
	path    string
	changed map[string][]byte
	read    map[string]bool
}

func (f folder) Height() int { return 8 }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		f.read[path] = true
		data, other := f.changed[path]
		if !other {
			var err error
			if data, err = os.ReadFile(filepath.Join(f.path, path)); err != nil {
				return nil, err
			}
		} else if data == nil {
			return nil, errors.New(path + " is gone")
		}
		all = append(all, data)
	}
	return all, nil
}

func must(err error) {
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

// find proves every leaf from the tiles alone.
func find(tree tlog.Tree, leaves map[int64][]byte, tiles folder) error {
	reader := tlog.TileHashReader(tree, tiles)
	for index, leaf := range leaves {
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(leaf)); err != nil {
			return err
		}
		stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return err
		}
		if stored[0] != tlog.RecordHash(leaf) {
			return errors.New("the tile has another leaf")
		}
	}
	return nil
}

func main() {
	path := os.Args[1]
	log, err := note.NewVerifier(os.Args[2])
	must(err)
	signed, err := os.ReadFile(filepath.Join(path, "checkpoint"))
	must(err)
	opened, err := note.Open(signed, note.VerifierList(log))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	tree := tlog.Tree{N: size, Hash: root}
	leaves := map[int64][]byte{}
	found, err := filepath.Glob(filepath.Join(path, "entries", "*", "leaf.json"))
	must(err)
	for _, leaf := range found {
		position, err := strconv.ParseInt(filepath.Base(filepath.Dir(leaf)), 10, 64)
		must(err)
		leaves[position-1], err = os.ReadFile(leaf)
		must(err)
	}
	whole := folder{path, nil, map[string]bool{}}
	must(find(tree, leaves, whole))

	var tiles []string
	must(filepath.WalkDir(filepath.Join(path, "tile"), func(file string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			below, _ := filepath.Rel(path, file)
			tiles = append(tiles, below)
		}
		return err
	}))
	unread, accepted, tried := 0, 0, 0
	try := func(name string, data []byte) {
		tried++
		if find(tree, leaves, folder{path, map[string][]byte{name: data}, map[string]bool{}}) == nil {
			accepted++
		}
	}
	for number, name := range tiles {
		if !whole.read[name] {
			unread++
		}
		data, err := os.ReadFile(filepath.Join(path, name))
		must(err)
		other, err := os.ReadFile(filepath.Join(path, tiles[(number+1)%len(tiles)]))
		must(err)
		if !bytes.Equal(data, other) {
			try(name, other)
		}
		try(name, nil)
		for bit := 0; bit < 8*len(data); bit += 61 {
			flipped := append([]byte{}, data...)
			flipped[bit/8] ^= 1 << (bit % 8)
			try(name, flipped)
		}
	}
	fmt.Println("found", len(leaves), "entries in", len(tiles), "tiles, unread", unread, "accepted", accepted, "of", tried, "mutations")
}
