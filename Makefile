# 执行破难工作台
#   make run      安装缺少的软件、编译、建示例法院并打开窗口（没有显示器时在虚拟屏幕上运行并留下截图）
#   make test     安装缺少的软件并运行全部检查
#   make windows  交叉编译 zhixing.exe
#   make bench    运行性能测量
#   make soak     记账时杀死程序一千次，核对账簿

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:

# One set of flags everywhere: another set would throw the cgo build cache away.
TAGS      := gles,migrated_fynedo
GO        := go
BIN       := $(CURDIR)/bin
DATA      := $(CURDIR)/tmp/sample
SHOTS     := $(CURDIR)/tmp/screens
PAPERS    := $(CURDIR)/tmp/papers
LINT_VER  := v2.15.0

BUILD_PKGS := gcc libc6-dev pkg-config libgl-dev libgles-dev libegl-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev
RUN_PKGS   := xvfb xauth libgl1-mesa-dri libegl1 libgles2 x11-utils
TEST_PKGS  := xdotool x11-apps imagemagick xclip poppler-utils qpdf cups-daemon cups-client libreoffice-calc-nogui libreoffice-writer-nogui libreoffice-impress-nogui hledger
WIN_PKGS   := gcc-mingw-w64-x86-64
WINE_PKGS  := wine wine64

# $(call install,packages): installs what dpkg does not know yet.
define install
missing=""
if command -v dpkg-query >/dev/null; then
  for p in $(1); do dpkg-query -W -f='$${Status}' "$$p" 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done
fi
if [ -n "$$missing" ]; then
  sudo=""; if [ "$$(id -u)" != 0 ]; then sudo=sudo; fi
  echo "安装：$$missing"
  $$sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null
fi
endef

.PHONY: build run test check lint unit race e2e ledger windows wine bench soak clean deps

build: $(BIN)/zhixing

.PHONY: $(BIN)/zhixing
$(BIN)/zhixing:
	@$(call install,$(BUILD_PKGS))
	echo "编译（第一次约需两分钟）…"
	$(GO) build -tags $(TAGS) -o $@ ./cmd/zhixing

run: build
	@if [ ! -f "$(DATA)/zhixing.db" ]; then
	  echo "建立示例法院…"; "$(BIN)/zhixing" sample --data "$(DATA)"
	fi
	if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then
	  exec "$(BIN)/zhixing" --data "$(DATA)"
	fi
	$(call install,$(RUN_PKGS))
	rm -rf "$(SHOTS)" "$(PAPERS)"; mkdir -p "$(SHOTS)" "$(PAPERS)"
	export ZHIXING_PASSWORD=xishan2018
	.ci/virtual-screen 1366x768x24 "$(BIN)/zhixing" --data "$(DATA)" --user 沈国栋 --tour "$(SHOTS)"
	.ci/print-samples "$(BIN)/zhixing" "$(DATA)" "$(PAPERS)"
	echo
	echo "没有显示器：程序已在虚拟屏幕上运行。"
	echo "  截图：$(SHOTS)"
	echo "  文书：$(PAPERS)"
	echo "  数据：$(DATA)"

deps:
	@$(call install,$(BUILD_PKGS) $(RUN_PKGS) $(TEST_PKGS) $(WIN_PKGS))

test: deps lint unit e2e windows wine
	@echo "全部检查通过。"

$(BIN)/golangci-lint:
	@GOBIN=$(BIN) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VER)

lint: $(BIN)/golangci-lint
	@echo "== gofmt、vet、lint"
	bad=$$(gofmt -l cmd app data assets); if [ -n "$$bad" ]; then echo "gofmt: $$bad"; exit 1; fi
	$(GO) vet -tags $(TAGS) ./...
	$(BIN)/golangci-lint run --build-tags $(TAGS) ./...

unit:
	@echo "== 单元测试（真实 SQLite、竞态检测）"
	$(GO) test -race -tags $(TAGS) -timeout 20m $$($(GO) list -tags $(TAGS) ./... | grep -v '/office/sample$$')
	# The example court is made by one goroutine, case after case: the race detector finds nothing there and takes five minutes.
	$(GO) test -tags $(TAGS) -timeout 20m ./app/office/sample

e2e: build
	@echo "== 端到端：真实程序、真实窗口、虚拟屏幕"
	.ci/virtual-screen 1366x768x24 $(GO) test -tags "$(TAGS),e2e" -count=1 -timeout 25m -v ./cmd/zhixing/e2e

windows:
	@$(call install,$(WIN_PKGS))
	echo "== 交叉编译 zhixing.exe"
	.ci/windows-resources
	CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc GOOS=windows GOARCH=amd64 \
	  $(GO) build -tags migrated_fynedo -ldflags "-s -w -H windowsgui" -o $(BIN)/zhixing.exe ./cmd/zhixing
	ls -l $(BIN)/zhixing.exe

wine: windows
	@.ci/wine-start $(BIN)/zhixing.exe

bench:
	@$(call install,$(BUILD_PKGS) $(RUN_PKGS))
	$(GO) test -tags $(TAGS) -run '^$$' -bench . -timeout 60m ./data ./app/law ./app/desktop/board ./app/desktop/widgets
	$(GO) test -tags $(TAGS) -run '^$$' -bench . -benchtime 1x -timeout 30m ./app/office ./app/paper ./app/sheet
	.ci/virtual-screen 1366x768x24 $(GO) test -tags "$(TAGS),e2e" -run '^$$' -bench . -benchtime 1x -timeout 30m ./cmd/zhixing/e2e

# The program is killed a thousand times while it posts case money.
soak:
	ZHIXING_SOAK=1000 $(GO) test -tags $(TAGS) -run '^TestKilledWhilePosting$$' -timeout 60m -v ./data

clean:
	rm -rf bin tmp
