# Daily commands, for https://just.systems. Each is one line that can be typed instead.

# This list
default:
    @just --list --unsorted

# A demonstration city with its cooperatives, served on this machine
demo *ARGS:
    cargo run --release --locked -- demo {{ARGS}}

# The pages and the API on ./sokoguru.db
serve *ARGS:
    cargo run --release --locked -- serve {{ARGS}}

# Fast answer while editing: formatting, clippy, and the house rules
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings
    cargo test --locked -p sokoguru --test house

# Every check, as CI runs it; for one crate: just test --quick -- -p savings
test *ARGS:
    ./test {{ARGS}}

# Measures this machine beside the raw engine; NAME: posting, http, close, cockpit, launch
bench NAME="posting" *ARGS:
    cargo run --release --locked -- bench {{NAME}} {{ARGS}}
