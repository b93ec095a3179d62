package desktop

func (s *shell) OpenLedgerImport() {}
