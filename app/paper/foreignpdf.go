package paper

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/validate"
)

// The parts of pdfcpu are called here and not by its api package: that one
// brings the forms of PDFs along, and with them tables of 2 MB that take 40 ms
// at every start of the program.

var quietPDF = sync.OnceFunc(func() { model.ConfigPath = "disable" })

// pdfOptions are how files of others are read: forgivingly, and without a folder
// of settings in the user's home.
func pdfOptions() *model.Configuration {
	quietPDF()
	c := model.NewDefaultConfiguration()
	c.ValidationMode = model.ValidationRelaxed
	c.Optimize, c.OptimizeBeforeWriting, c.CreateBookmarks = false, false, false
	return c
}

// readForeign reads the structure of a PDF of others. What pdfcpu stumbles over
// is an error: a broken file must not end the program.
func readForeign(f io.ReadSeeker) (pdf *model.Context, err error) {
	defer stumbled(&err)
	return pdfcpu.Read(f, pdfOptions())
}

// checkForeign checks that all parts of a PDF are what they should be.
func checkForeign(pdf *model.Context) (err error) {
	defer stumbled(&err)
	return validate.XRefTable(pdf)
}

// readChecked reads and checks a PDF.
func readChecked(f io.ReadSeeker) (*model.Context, error) {
	pdf, err := readForeign(f)
	if err == nil {
		err = checkForeign(pdf)
	}
	return pdf, err
}

// writePDF writes a PDF as it stands in memory.
func writePDF(pdf *model.Context, w io.Writer) (err error) {
	defer stumbled(&err)
	pdf.Write.Writer = bufio.NewWriter(w)
	err = pdfcpu.WriteContext(pdf)
	return errors.Join(err, pdf.Write.Flush())
}

func stumbled(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("pdfcpu: %v", r)
	}
}
