// Checks a file of an audit bundle with Go's own packages for checksum databases, then every mutation of it.
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type bundled struct {
	leaf       []byte
	index      int64
	hashes     []tlog.Hash
	checkpoint []byte
}

func must(err error) {
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

func parse(leaf, proof []byte) bundled {
	head, checkpoint, _ := bytes.Cut(proof, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must(err)
	parsed := bundled{leaf: leaf, index: index, checkpoint: checkpoint}
	for _, line := range lines[2:] {
		raw, err := base64.StdEncoding.Strict().DecodeString(line)
		must(err)
		var hash tlog.Hash
		copy(hash[:], raw)
		parsed.hashes = append(parsed.hashes, hash)
	}
	return parsed
}

func check(b bundled, log note.Verifier) error {
	opened, err := note.Open(b.checkpoint, note.VerifierList(log))
	if err != nil {
		return err
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return err
	}
	return tlog.CheckRecord(b.hashes, size, root, b.index, tlog.RecordHash(b.leaf))
}

func main() {
	leaf, err := os.ReadFile(os.Args[1])
	must(err)
	proof, err := os.ReadFile(os.Args[2])
	must(err)
	log, err := note.NewVerifier(os.Args[3])
	must(err)
	whole := parse(leaf, proof)
	must(check(whole, log))
	accepted, tried := 0, 0
	try := func(b bundled) {
		tried++
		if check(b, log) == nil {
			accepted++
		}
	}
	flipped := func(data []byte, bit int) []byte {
		other := append([]byte{}, data...)
		other[bit/8] ^= 1 << (bit % 8)
		return other
	}
	for bit := 0; bit < 8*len(leaf); bit++ {
		other := whole
		other.leaf = flipped(leaf, bit)
		try(other)
	}
	for bit := 0; bit < 8*bytes.Index(whole.checkpoint, []byte("\n\n")); bit++ {
		other := whole
		other.checkpoint = flipped(whole.checkpoint, bit)
		try(other)
	}
	for number := range whole.hashes {
		for bit := 0; bit < 8*len(whole.hashes[number]); bit++ {
			other := whole
			other.hashes = append([]tlog.Hash{}, whole.hashes...)
			other.hashes[number][bit/8] ^= 1 << (bit % 8)
			try(other)
		}
	}
	for _, index := range []int64{0, whole.index - 1, whole.index + 1, -1, 1 << 40} {
		other := whole
		other.index = index
		try(other)
	}
	fmt.Println("accepted", accepted, "of", tried, "mutations")
}
