package main

import (
	"fmt"
	"slices"
)

// tamper makes a change to each byte, and every removal, repetition, swap and truncation of lines, and says how many of
// these were refused.
func (c *checker) tamper(text []byte) (string, error) {
	if _, err := c.export(text); err != nil {
		return "", err
	}
	refused, accepted := 0, 0
	try := func(rows []*row) {
		if _, err := c.rows(rows); err != nil {
			refused++
		} else {
			accepted++
		}
	}
	rows := split(text)
	for i, line := range rows {
		for at := range line.text {
			changed := []byte(line.text)
			changed[at] ^= 1
			try(slices.Concat(rows[:i], []*row{{text: string(changed)}}, rows[i+1:]))
		}
		try(slices.Concat(rows[:i], rows[i+1:]))
		try(rows[:i])
		try(slices.Concat(rows[:i+1], rows[i:]))
		for j := range i {
			swapped := slices.Clone(rows)
			swapped[i], swapped[j] = swapped[j], swapped[i]
			try(swapped)
		}
	}
	return fmt.Sprintf("refused %d, accepted %d", refused, accepted), nil
}
