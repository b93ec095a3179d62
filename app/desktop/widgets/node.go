package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Node is what a NodeCard shows: a step of a case with its state.
type Node struct {
	Title string
	State State
	Word  string   // of the state: 完成, 超期, 临近, 未到, 免办
	Lines []string // due and real dates, who, remarks
}

// NodeCard is a box with a coloured left edge; it opens its node.
type NodeCard struct {
	pressable
	node  Node
	title *canvas.Text
	state *canvas.Text
	sign  *canvas.Text
	lines []*canvas.Text
}

const (
	nodeHead = 26 // px, title line with the space above
	nodeLine = 17 // px
	nodeFoot = 2  // px
)

// NewNodeCard makes a card; tap may be nil.
func NewNodeCard(node Node, tap func()) *NodeCard {
	n := &NodeCard{node: node,
		title: NewText("", TableSize, ColorText, true),
		state: NewText("", TableSize, ColorText, false),
		sign:  NewText("", TableSize, ColorText, false)}
	for range node.Lines {
		n.lines = append(n.lines, NewText("", CaptionSize, rgb(0x3E4C5C), false))
	}
	n.self, n.press = n, tap
	n.ExtendBaseWidget(n)
	return n
}

// CreateRenderer draws ground, edge, title, state and lines.
func (n *NodeCard) CreateRenderer() fyne.WidgetRenderer {
	box := newBox(n.node.State.Tint(), ColorLine, 0)
	edge := canvas.NewRectangle(n.node.State.Color())
	if n.node.State == StateNone {
		edge.FillColor = ColorQuiet
	}
	objects := []fyne.CanvasObject{box, edge, n.title, n.sign, n.state}
	for _, line := range n.lines {
		objects = append(objects, line)
	}
	return &simpleRenderer{
		objects: objects,
		layout: func(size fyne.Size) {
			box.Resize(size)
			place(edge, 0, 0, S(4), size.Height)
			n.write(size)
		},
		min: func() fyne.Size {
			return fyne.NewSize(S(130), S(nodeHead)+S(nodeLine)*float32(len(n.lines))+S(nodeFoot))
		},
		refresh: func() {
			box.StrokeColor, box.StrokeWidth = ColorLine, 1
			if n.hovered && n.press != nil {
				box.StrokeColor = ColorEdge
			}
			if n.focused {
				box.StrokeColor, box.StrokeWidth = ColorAction, 2
			}
		},
	}
}

// write fits the texts to the width.
func (n *NodeCard) write(size fyne.Size) {
	ink := n.node.State.Color()
	n.sign.Text, n.sign.Color = n.node.State.Sign(), ink
	n.state.Text, n.state.Color = n.node.Word, ink
	stateWidth := n.state.MinSize().Width
	x := size.Width - S(8) - stateWidth
	place(n.state, x, S(4), stateWidth, S(20))
	place(n.sign, x-S(TableSize)-S(3), S(4), S(TableSize), S(20))
	left := S(12)
	room := x - S(TableSize) - S(8) - left
	n.title.Text = Ellipsize(n.node.Title, room, n.title.TextSize, true)
	n.title.TextStyle.Bold = boldHas(n.title.Text)
	place(n.title, left, S(4), room, S(20))
	for i, line := range n.lines {
		line.Text = Ellipsize(n.node.Lines[i], size.Width-left-S(6), line.TextSize, false)
		place(line, left, S(nodeHead-2)+S(nodeLine)*float32(i), size.Width-left, S(nodeLine))
	}
}
