package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The files of a folder that are looked at: records, and what may be pages. Others are left out, and told.
var (
	recordEndings = []string{".yaml", ".yml", ".json"}
	pageEndings   = []string{".txt", ".html", ".htm", ".aspx"}
)

// findings are what there is to take in.
type findings struct {
	documents []string // files and addresses, in the order named, within a folder in order of name
	faults    []fault
	left      string // what is in the folders beside them: `3 .png, 1 .pdf`; empty for nothing
}

// fault is a file or folder that could not be looked at.
type fault struct {
	name string
	err  error
}

// look finds the files and addresses named, and those in the folders named. What is named and not there is an error; what is wrong
// within a folder is told with the rest.
func look(paths []string) (*findings, error) {
	out := &findings{}
	left := map[string]int{}
	for _, p := range paths {
		if isAddress(p) {
			out.documents = append(out.documents, p)
			continue
		}
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			out.documents = append(out.documents, p)
			continue
		}
		before := len(out.documents) + len(out.faults)
		out.folder(p, left)
		if len(out.documents)+len(out.faults) == before {
			return nil, fmt.Errorf("%s: %w", p, errNoRecords)
		}
	}
	var words []string
	for _, ending := range slices.Sorted(maps.Keys(left)) {
		words = append(words, fmt.Sprintf("%d %s", left[ending], ending))
	}
	out.left = strings.Join(words, ", ")
	return out, nil
}

var errNoRecords = errors.New("found no .yaml, .yml, .json, .txt, .html, .htm or .aspx file in the folder")

// folder finds the files of a folder. A link to a file is that file; one to a folder is not followed, since it may lead back.
func (f *findings) folder(root string, left map[string]int) {
	// With the separator the folder that a link means is walked.
	_ = filepath.WalkDir(root+string(filepath.Separator), func(path string, d fs.DirEntry, err error) error {
		switch ending := strings.ToLower(filepath.Ext(path)); {
		case err != nil:
			f.faults = append(f.faults, fault{path, err})
		case d.IsDir():
			if strings.HasPrefix(d.Name(), ".") && filepath.Clean(path) != filepath.Clean(root) {
				left["hidden folder"]++
				return filepath.SkipDir
			}
		case strings.HasPrefix(d.Name(), "."):
			left["hidden"]++
		case d.Type()&fs.ModeSymlink != 0 && isFolder(path):
			left["linked folder"]++
		case !slices.Contains(recordEndings, ending) && !slices.Contains(pageEndings, ending):
			left[kindOfFile(ending)]++
		default:
			f.file(filepath.Clean(path))
		}
		return nil // one that cannot be read hides no other
	})
}

// file looks at one file, or at what a link means.
func (f *findings) file(path string) {
	switch info, err := os.Stat(path); {
	case err != nil:
		f.faults = append(f.faults, fault{path, err})
	case !info.Mode().IsRegular(): // a pipe would be waited for
		f.faults = append(f.faults, fault{path, fmt.Errorf("%w: found %s, expected a file", errNoFile, info.Mode().Type())})
	default:
		f.documents = append(f.documents, path)
	}
}

var errNoFile = errors.New("not a file")

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func kindOfFile(ending string) string {
	if ending == "" {
		return "without an ending"
	}
	return ending
}
