package desktop
func (p *program) startTour() {}
