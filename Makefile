# Two commands matter: `make run` and `make test`. Everything else serves them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

WEB_SOURCES := $(shell find web/src web/public web/index.html web/package-lock.json web/vite.config.ts web/tsconfig.json -type f 2>/dev/null)
LISTEN ?= 127.0.0.1:8080
FUZZ_SECONDS ?= 60
FUZZ_SEED ?= 1

.PHONY: help run test test-rust test-postgres test-web e2e lint web crash fuzz bench clean

help:
	@echo "make run    build and start with the demo fleet at http://$(LISTEN)"
	@echo "make test   everything, on SQLite and PostgreSQL, with the browser"
	@echo "            (parts: lint test-web test-rust test-postgres e2e)"
	@echo "make crash  200 times kill -9 under load    make bench  the figures of benches/"
	@echo "make fuzz   a minute for every reader (FUZZ_SECONDS=…, FUZZ_SEED=…)"

run: web
	cargo build --release -p yunjian
	exec ./target/release/yunjian demo --data data/demo --listen $(LISTEN)

# The web application is embedded when the server's crate is compiled; touching the file makes cargo look again.
web: web/dist/index.html

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run build
	touch ../crates/yunjian-server/src/web.rs

test: lint test-web test-rust test-postgres e2e
	@echo "all tests passed"

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo run -q --locked -p xtask -- tidy

test-web: web/node_modules/.package-lock.json
	cd web
	npm run check
	npm test

test-rust: web
	cargo test --workspace --locked

# The same suites once more, on a PostgreSQL cluster of its own in a temporary folder.
test-postgres: web
	./scripts/with-postgres.sh cargo test --locked -p yunjian-store -p yunjian-server -p yunjian

e2e: web
	./scripts/install-test-tools.sh
	cargo build --locked -p yunjian
	cd e2e && npm ci --no-audit --no-fund && npm test

crash:
	YUNJIAN_KILLS=200 cargo test --locked -p yunjian crash -- --nocapture

# Every reader on changed inputs, one after the other; an input that fails is kept and named.
fuzz:
	YUNJIAN_FUZZ_SECONDS=$(FUZZ_SECONDS) YUNJIAN_FUZZ_SEED=$(FUZZ_SEED) cargo test --release --locked -p yunjian-evidence --test fuzz -- --nocapture

bench:
	./benches/run.sh

clean:
	cargo clean
	rm -rf web/dist web/node_modules e2e/node_modules data
