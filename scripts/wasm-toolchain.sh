#!/usr/bin/env bash
# Prints the folder of a Rust toolchain that compiles for wasm32-unknown-unknown; prints nothing when
# the active toolchain does already, or once rustup has added the target.
#
# Where rustup cannot add it, Debian's rustc-web and rust-web-src serve: the standard library is built
# once from source into a sysroot of links beside Debian's own.
#
# Use: wasm-toolchain.sh CACHE_FOLDER
set -euo pipefail

target=wasm32-unknown-unknown
folder=$1/debian-wasm-toolchain

say() { printf '%s\n' "$*" >&2; }
knows_target() { [ -d "$("$1" --print sysroot)/lib/rustlib/$target/lib" ]; }

if [ -z "${MOELENS_DEBIAN_WASM:-}" ]; then
  if command -v rustc >/dev/null && knows_target rustc; then exit 0; fi
  if command -v rustup >/dev/null && timeout 300 rustup target add "$target" >&2; then exit 0; fi
fi
if [ -x "$folder/bin/rustc" ] && knows_target "$folder/bin/rustc"; then
  echo "$folder"
  exit 0
fi

say "rustup cannot add $target here: building it from Debian's rust-web-src"
packages=(rustc-web rust-web-src lld)
if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}" >&2
fi

host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
debian=$(/usr/bin/rustc --print sysroot)
rm -rf "$folder"
mkdir -p "$folder/bin" "$folder/lib/rustlib/src" "$folder/lib/rustlib/$target/lib"
ln -s "$debian/lib/rustlib/$host" "$folder/lib/rustlib/$host"
for source in /usr/src/rustc-*; do ln -sfn "$source" "$folder/lib/rustlib/src/rust"; done
for library in "$debian"/lib/*.so*; do ln -s "$library" "$folder/lib/"; done
printf '#!/bin/sh\nexec /usr/bin/rustc --sysroot "%s" "$@"\n' "$folder" >"$folder/bin/rustc"
chmod +x "$folder/bin/rustc"
ln -s "$(rustup which cargo 2>/dev/null || command -v cargo)" "$folder/bin/cargo"
[ ! -x /usr/bin/rustdoc ] || ln -s /usr/bin/rustdoc "$folder/bin/rustdoc"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/src"
echo '#![no_std]' >"$work/src/lib.rs"
cat >"$work/Cargo.toml" <<TOML
[package]
name = "build-std"
version = "0.0.0"
edition = "2021"
[profile.release]
panic = "abort"
TOML
(
  cd "$work"
  PATH="$folder/bin:$PATH" RUSTC="$folder/bin/rustc" RUSTC_BOOTSTRAP=1 \
    CARGO_TARGET_DIR="$work/target" CARGO_ENCODED_RUSTFLAGS="-Cembed-bitcode=yes" \
    cargo build --release --target "$target" -Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test >&2
)
cp "$work/target/$target/release/deps/"*.rlib "$folder/lib/rustlib/$target/lib/"
rm -f "$folder/lib/rustlib/$target/lib/"libbuild_std-*.rlib
knows_target "$folder/bin/rustc"
echo "$folder"
