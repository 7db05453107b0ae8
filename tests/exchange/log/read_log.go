// Checks a public log with Go's own packages, which know nothing of this program: the signature of its checkpoint,
// that every entry stands in its tree, and that the tree goes on from an older one.
//
//	go run read_log.go FOLDER VKEY OLD-SIZE OLD-ROOT
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type folder string

func (f folder) Height() int                    { return height }
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// C2SP's paths lack the height that Go's have: tile/0/x001/234 for tile/8/0/x001/234.
func (f folder) read(t tlog.Tile) ([]byte, error) {
	path := strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", height))
	return os.ReadFile(filepath.Join(string(f), "tile", strings.Replace(path, "data", "entries", 1)))
}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, t := range tiles {
		data, err := f.read(t)
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

func must(err error) {
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

func main() {
	log := folder(os.Args[1])
	key, err := note.NewVerifier(os.Args[2])
	must(err)
	signed, err := os.ReadFile(filepath.Join(string(log), "checkpoint"))
	must(err)
	checkpoint, err := note.Open(signed, note.VerifierList(key))
	must(err)
	lines := strings.Split(checkpoint.Text, "\n")
	if lines[0] != key.Name() {
		must(fmt.Errorf("a checkpoint of %s", lines[0]))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	hashes := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, log)
	for start := int64(0); start < size; start += 1 << height {
		width := min(size-start, 1<<height)
		data, err := log.read(tlog.Tile{H: height, L: -1, N: start >> height, W: int(width)})
		must(err)
		for index := start; index < start+width; index++ {
			length := binary.BigEndian.Uint16(data)
			proof, err := tlog.ProveRecord(size, index, hashes)
			must(err)
			must(tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(data[2:2+length])))
			data = data[2+length:]
		}
	}
	oldSize, err := strconv.ParseInt(os.Args[3], 10, 64)
	must(err)
	oldRoot, err := tlog.ParseHash(os.Args[4])
	must(err)
	proof, err := tlog.ProveTree(size, oldSize, hashes)
	must(err)
	must(tlog.CheckTree(proof, size, root, oldSize, oldRoot))
	fmt.Printf("%d entries stand in the log, which goes on from %d\n", size, oldSize)
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
