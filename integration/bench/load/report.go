package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
)

// What stands between the two lines of a block is written by the script, what stands outside by hand.
type block string

const (
	bridgeBlock block = "measured"
	accessBlock block = "measured access"
	imagesBlock block = "measured images"
	logBlock    block = "measured log"
)

func (b block) begin() string {
	return fmt.Sprintf("<!-- %s: begin (written by scripts/bench) -->\n", b)
}
func (b block) end() string { return fmt.Sprintf("<!-- %s: end -->\n", b) }

type repeated []string

func (r *repeated) String() string         { return strings.Join(*r, ", ") }
func (r *repeated) Set(value string) error { *r = append(*r, value); return nil }

func reportCommand(arguments []string) error {
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	input := flags.String("results", "", "file with the lines of the run")
	micro := flags.String("jmh", "", "result file of JMH, JSON; none: leave the table out")
	page := flags.String("page", "", "page to write; it must hold the two marks")
	var facts repeated
	flags.Var(&facts, "fact", "a line about the run or the machine, such as 'Commit: 1234abc'; may be repeated")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	measured, err := readResults(*input)
	if err != nil {
		return err
	}
	scores, err := readScores(*micro)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(*page)
	if err != nil {
		return err
	}
	written := string(text)
	for _, part := range []struct {
		block  block
		of     func(line) bool
		render func(results, []string) string
		aims   func(results) []aim
	}{
		{bridgeBlock, ofBridge, func(r results, facts []string) string { return render(r, scores, facts) }, results.aims},
		{accessBlock, ofAccess, renderAccess, results.accessAims},
		{imagesBlock, ofImages, renderImages, results.imageAims},
		{logBlock, ofLog, renderLog, results.logAims},
	} {
		lines := measured.where(part.of)
		if len(lines) == 0 && (part.block != bridgeBlock || len(scores) == 0) {
			continue
		}
		if written, err = part.block.replace(written, part.render(lines, facts)); err != nil {
			return fmt.Errorf("%s: %w", *page, err)
		}
		printAims(part.aims(lines))
	}
	return os.WriteFile(*page, []byte(written), 0o644)
}

func (b block) replace(page, measured string) (string, error) {
	before, rest, begun := strings.Cut(page, b.begin())
	_, after, ended := strings.Cut(rest, b.end())
	if !begun || !ended {
		return "", errors.New("the lines that mark the measured part are missing; restore them from the repository")
	}
	return before + b.begin() + measured + b.end() + after, nil
}

func printAims(aims []aim) {
	for _, a := range aims {
		if !a.measured {
			continue
		}
		fmt.Printf("%-70s %8s  %s\n", a.what, number("%.2f", a.value, a.measured), a.verdict())
	}
}
