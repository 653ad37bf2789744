package main

import (
	"math/bits"
	"time"
)

// Each power of two is cut into this many buckets, so a percentile is at most 1/64 too low.
const subBuckets = 64

// histogram counts durations in log-linear buckets. Not safe for use by several goroutines.
type histogram struct {
	counts [64 * subBuckets]int64
	total  int64
}

func bucket(nanos uint64) int {
	if nanos < subBuckets {
		return int(nanos)
	}
	exponent := bits.Len64(nanos) - bits.Len64(subBuckets)
	return exponent*subBuckets + int(nanos>>exponent)
}

// lowest gives the smallest duration that falls into bucket index.
func lowest(index int) time.Duration {
	if index < 2*subBuckets {
		return time.Duration(index)
	}
	exponent := index/subBuckets - 1
	return time.Duration(index%subBuckets+subBuckets) << exponent
}

func (h *histogram) record(elapsed time.Duration) {
	h.counts[bucket(uint64(elapsed))]++
	h.total++
}

func (h *histogram) add(other *histogram) {
	for index, count := range other.counts {
		h.counts[index] += count
	}
	h.total += other.total
}

// quantile gives the lower edge of the bucket that holds the given share of all durations.
func (h *histogram) quantile(share float64) time.Duration {
	rank := int64(share * float64(h.total))
	var seen int64
	for index, count := range h.counts {
		seen += count
		if seen > rank {
			return lowest(index)
		}
	}
	return 0
}
