package court

// PaperBlock is a piece of a paper's text that a person may rewrite before it
// is printed: a paragraph, a heading, a cell of a table.
type PaperBlock struct {
	Key    string // its place in the paper
	Name   string // what users call it: 正文第3段, 表格第2行第1格
	Filled string // the text as the form gave it; lines are paragraphs, ____ is room for handwriting
	Text   string // the text as it will be printed
	Cell   bool   // in a table, where it may be empty
	Gone   bool   // taken out of the paper
}

// Changed tells whether a person rewrote the block or took it out.
func (b PaperBlock) Changed() bool { return b.Gone || b.Text != b.Filled }

// Edit gives the change of the block.
func (b PaperBlock) Edit() PaperEdit {
	return PaperEdit{Key: b.Key, Block: b.Name, Was: b.Filled, Now: b.Text, Gone: b.Gone}
}

// PaperEdit is one change that a person made to the text of a paper.
type PaperEdit struct {
	Key   string // place of the block
	Block string // its name
	Was   string // as the form filled it
	Now   string // as it was printed
	Gone  bool   // the block was taken out
}
