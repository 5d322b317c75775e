.PHONY: demo test check setup

demo:
	@scripts/demo

test:
	@scripts/test

check:
	@scripts/check

setup:
	@scripts/setup
