.DEFAULT_GOAL := help
.PHONY: help run build web test test-faults lint bench fuzz

help: ## List the targets
	@sed -n 's/^\([a-z-]*\): .*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 13

run: build ## Build and start the server; ARGS="--listen 127.0.0.1:7000" passes options
	target/release/variorum serve $(ARGS)

build: web ## Build the web application and the release binary target/release/variorum with it
	VARIORUM_WEB_BUILD=web/build cargo build --release --locked --package variorum

web: ## Build the web application into web/build
	scripts/web build

test: ## Install what the tests need, then run all of them
	scripts/test

test-faults: ## Kill servers and PostgreSQL under load, up to ten minutes; VARIORUM_FAULT_SEED=N repeats
	scripts/test-faults

lint: ## Check formatting, clippy, documentation, Python and web style and dependencies
	scripts/python-env
	cargo fmt --all --check
	cargo fmt --manifest-path fuzz/Cargo.toml --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --workspace --no-deps --locked
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --workspace --no-deps --locked --document-private-items
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	scripts/web lint
	cargo test --quiet --locked --package tidy
	@if command -v cargo-deny >/dev/null; then cargo deny check bans licenses sources; \
	else echo "cargo-deny is not installed: bans, licenses and sources were not checked"; fi

bench: ## Measure; the results kept are in docs/benchmarks.md
	@echo "results of earlier runs: docs/benchmarks.md"
	bench/run

fuzz: ## Fuzz each target for a minute; ARGS="300 query" runs one of them for five
	scripts/fuzz $(ARGS)
