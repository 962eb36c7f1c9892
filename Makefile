# What a developer runs. `make help` lists it.
SHELL := /bin/bash
SWIFT ?= swift
BUILD_FLAGS ?=
SECONDS ?= 60

.PHONY: format-check help setup setup-tests man build test demo check lint format protocol wasm wasm-check setup-wasm release install deb api-check deploy-check bench bench-compare bench-peers fuzz clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## Install the C libraries that are missing (Debian, Ubuntu)
	@./Scripts/setup

setup-tests: setup ## Install the shells and readers that tests try completions and manual pages with, where that can be done
	@./Scripts/setup tests || true

build: setup ## Build everything, debug
	$(SWIFT) build $(BUILD_FLAGS)

test: setup-tests ## Run every test
	./Scripts/test

demo: setup ## Two people, one server, one list: the main job in a temporary folder
	./Scripts/demo

check: setup-tests lint ## Format lint, warnings as errors, layering and tidy tests, all tests
	./Scripts/test

lint: ## Check the format
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Fuzz/Sources $(wildcard Benchmarks/Sources)

format: ## Mend the format
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Fuzz/Sources $(wildcard Benchmarks/Sources)

protocol: ## Write the generated code anew from Protocol/huddle.proto, check the vectors and compare random sets
	./Scripts/protocol

setup-wasm: ## Install Node.js where it is missing (Debian, Ubuntu)
	@./Scripts/setup wasm

wasm: setup-wasm ## Compile HuddleCore to WebAssembly and run the merge vectors in node
	./Protocol/wasm/build.sh

wasm-check: ## The same without optimizing, in seconds: whether Embedded Swift takes HuddleCore, and the vectors
	HUDDLE_OPTIMIZE=-Onone ./Protocol/wasm/build.sh .build/wasm-check

format-check: setup ## Open every exported format with the real tools, which it installs (Debian, PyPI)
	./Scripts/format-check

release: setup ## Release binaries with the Swift runtime inside
	./Scripts/release

install: release ## Install both programs under PREFIX (default /usr/local)
	./Scripts/install

api-check: setup ## Hold the server against Protocol/openapi.yaml: API_EXAMPLES=1000 an operation
	./Scripts/api-check

deb: setup ## A Debian package of both programs, under build/: BIN=FOLDER for binaries that are there
	BIN='$(BIN)' ./Scripts/deb

deploy-check: setup ## Try what stands in Deploy with the tools that will read it
	./Deploy/check

bench: setup ## Measure: JOB=… for one job, SIZES="10000 100000"
	./Scripts/bench

bench-compare: setup ## Measure beside another commit: BASE=COMMIT, and JOB and SIZES as for bench
	@BASE='$(BASE)' ./Scripts/bench-compare

bench-peers: setup ## Measure beside git, Taskwarrior, Radicale, Anki, Yjs and Loro: SIZES="1000 10000"
	@./Scripts/bench-peers

man: setup ## Write the manual pages to build/man/man1
	@./Scripts/man

fuzz: setup ## Feed every reader arbitrary bytes: SECONDS=60 for each, TARGET=… for one, RUNS=… instead of a time
	@FUZZ_SECONDS='$(SECONDS)' FUZZ_TARGET='$(TARGET)' FUZZ_RUNS='$(RUNS)' ./Scripts/fuzz

clean: ## Remove what was built
	$(SWIFT) package clean
