package main

import "github.com/spf13/cobra"

func addWindow(root *cobra.Command) {
	root.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
}
