#!/usr/bin/env bash
# Everything a developer does with Moelens:
#
#   ./build.sh run [--port N] [--prefix /path/]   set up, build the page, serve it on localhost
#   ./build.sh build                              set up, build the page into dist/
#   ./build.sh test                               set up, run all tests
#   ./build.sh bench                              set up, run the benches, write benches/RESULTS.md
#
# Installs what is missing: the wasm target, command-line tools (into the cache), npm packages, and for
# the tests Debian's Chromium and Firefox. MOELENS_CACHE names the cache (default ~/.cache/moelens);
# compiled files go there too unless CARGO_TARGET_DIR is set.
set -euo pipefail
cd "$(dirname "$0")"

cache=${MOELENS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/moelens}
mkdir -p "$cache"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target}
export PATH="$cache/tools/bin:$PATH"
wasm_target=wasm32-unknown-unknown
wasm_pack_version=0.15.1
geckodriver_version=0.37.1

step() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }

need() {
  command -v "$1" >/dev/null || { printf '%s is needed: %s\n' "$1" "$2" >&2; exit 1; }
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_crate NAME VERSION PROGRAM
install_crate() {
  if "$cache/tools/bin/$3" --version 2>/dev/null | grep -wF "$2" >/dev/null; then return; fi
  step "installing $1 $2"
  # The lock file that a crate ships can name versions that a registry mirror does not hold.
  CARGO_TARGET_DIR="$cache/tools-target" cargo install --root "$cache/tools" --locked "$1@$2" ||
    CARGO_TARGET_DIR="$cache/tools-target" cargo install --root "$cache/tools" "$1@$2"
}

setup_rust() {
  need cargo "install Rust from https://rustup.rs"
  local toolchain
  toolchain=$(scripts/wasm-toolchain.sh "$cache")
  wasm_path=${toolchain:+$toolchain/bin:}$PATH
  # The command-line tool must be exactly as old as the crate in the lock file.
  wasm_bindgen_version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)
  install_crate wasm-bindgen-cli "$wasm_bindgen_version" wasm-bindgen
}

setup_node() {
  need node "install Node.js 20 or later"
  if [ -f node_modules/.package-lock.json ] && [ node_modules/.moelens -nt package-lock.json ]; then return; fi
  step "installing npm packages"
  npm ci --no-audit --no-fund --ignore-scripts
  touch node_modules/.moelens
}

setup_browsers() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v chromedriver >/dev/null || missing+=(chromium-driver)
  command -v firefox-esr >/dev/null || missing+=(firefox-esr)
  # The tests of the Japanese page measure whether its words fit.
  [ -n "$(fc-list :lang=ja 2>/dev/null)" ] || missing+=(fonts-ipaexfont-gothic fontconfig)
  if [ ${#missing[@]} -gt 0 ]; then
    step "installing ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      "${missing[@]}" fonts-dejavu-core
  fi
  install_crate wasm-pack "$wasm_pack_version" wasm-pack
  install_crate geckodriver "$geckodriver_version" geckodriver
  # Chromium's sandbox cannot start as root; everybody else keeps it.
  local sandbox=''
  [ "$(id -u)" != 0 ] || sandbox='"--no-sandbox", '
  cat >webdriver.json <<JSON
{
  "goog:chromeOptions": {
    "binary": "$(command -v chromium)",
    "args": ["--headless", ${sandbox}"--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync"]
  },
  "moz:firefoxOptions": { "binary": "$(command -v firefox-esr)", "args": ["-headless"] }
}
JSON
}

build_page() {
  setup_rust
  setup_node
  step "compiling to wasm"
  PATH="$wasm_path" cargo build --release --lib --target "$wasm_target"
  step "building the page"
  rm -rf pkg
  # Names of functions are a seventh of the file.
  wasm-bindgen --target web --remove-name-section --remove-producers-section \
    --out-dir pkg --out-name moelens \
    "$CARGO_TARGET_DIR/$wasm_target/release/moelens.wasm"
  node www/build.mjs --pkg pkg --models models --out dist
}

run_tests() {
  setup_rust
  setup_node
  setup_browsers
  step "formatting and types"
  cargo fmt --check
  npm run --silent format:check
  step "clippy"
  cargo clippy --release --all-targets -- -D warnings
  PATH="$wasm_path" cargo clippy --release --lib --target "$wasm_target" -- -D warnings
  step "licences of what is shipped"
  node scripts/third-party.mjs --check
  step "native tests"
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --release --no-fail-fast
  else
    cargo test --release --all-targets --no-fail-fast
  fi
  cargo test --release --doc
  # Seconds for all tests of a browser; the runner's own 20 are too few on a busy machine.
  export WASM_BINDGEN_TEST_TIMEOUT=600 WASM_BINDGEN_TEST_DRIVER_TIMEOUT=60
  step "tests in Chromium (wasm-pack)"
  PATH="$wasm_path" wasm-pack test --headless --chrome --chromedriver "$(command -v chromedriver)" \
    --release -- --test wasm
  step "tests in Firefox (wasm-pack)"
  PATH="$wasm_path" wasm-pack test --headless --firefox --geckodriver "$(command -v geckodriver)" \
    --release -- --test wasm
  build_page
  step "the page: types, unit tests, end-to-end tests"
  npm run --silent types
  npm run --silent test
  npm run --silent e2e
  step "all tests passed"
}

run_benches() {
  build_page
  setup_browsers
  need python3 "install Python 3.11 or later, with venv"
  local work=$cache/bench
  if [ ! -f "$work/python/ready" ] || [ benches/python/requirements.txt -nt "$work/python/ready" ]; then
    step "what it is measured against"
    python3 -m venv "$work/python"
    "$work/python/bin/pip" install --quiet --requirement benches/python/requirements.txt
    # Does not build everywhere; the table then does without it.
    "$work/python/bin/pip" install --quiet --no-build-isolation fast-slic==0.4.0 || true
    touch "$work/python/ready"
  fi
  step "compiling to wasm once more, for relaxed SIMD"
  PATH="$wasm_path" CARGO_TARGET_DIR=$CARGO_TARGET_DIR/relaxed \
    RUSTFLAGS='-Ctarget-feature=+simd128,+relaxed-simd --cfg=getrandom_backend="wasm_js"' \
    cargo build --release --lib --target "$wasm_target"
  wasm-bindgen --target web --remove-name-section --out-dir "$work/relaxed" --out-name moelens \
    "$CARGO_TARGET_DIR/relaxed/$wasm_target/release/moelens.wasm"
  cargo build --release --examples
  step "beside onnxruntime-web, lime and other SLICs"
  node benches/engines.mjs --work "$work" --python "$work/python/bin/python" --relaxed "$work/relaxed" --write
  step "the page in Chromium: opening and explaining, a turned control, teaching, the graph"
  node benches/page.mjs
  node benches/solve.mjs
  node benches/teach.mjs
  node benches/graph.mjs
  step "how many evaluations a steady explanation needs"
  cargo run --release --example design_bench
}

command=${1:-}
[ $# -eq 0 ] || shift
case $command in
  build) build_page ;;
  run)
    build_page
    exec node www/serve.mjs --dir dist "$@"
    ;;
  test) run_tests ;;
  bench) run_benches ;;
  *)
    sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
