//go:build e2e

package main

import _ "zhixing/app/desktop/probe" // the eye of the end-to-end tests
