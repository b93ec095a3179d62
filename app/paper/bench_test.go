package paper

import (
	"context"
	"testing"
)

// BenchmarkFirstNotice prints one notice with a press of its own; run it with
// -benchtime 1x for the figure of a fresh process.
func BenchmarkFirstNotice(b *testing.B) {
	for b.Loop() {
		p := newPress(b)
		if _, err := p.Print(context.Background(), "execution-notice", sample()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHundredNotices prints 100 separate notices.
func BenchmarkHundredNotices(b *testing.B) {
	p := newPress(b)
	d := sample()
	b.ReportAllocs()
	for b.Loop() {
		for range 100 {
			if _, err := p.Print(context.Background(), "execution-notice", d); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkLayout fills and sets a ruling without drawing it.
func BenchmarkLayout(b *testing.B) {
	p := newPress(b)
	d := sample()
	for b.Loop() {
		if _, err := p.compose(context.Background(), "interim-ruling", d); err != nil {
			b.Fatal(err)
		}
	}
}
