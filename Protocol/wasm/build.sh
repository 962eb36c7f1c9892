#!/bin/sh
# Compiles all of Sources/HuddleCore as Embedded Swift to WebAssembly, and runs the merge vectors on it in node.
#
#   Protocol/wasm/build.sh [FOLDER]     FOLDER for what is made (default: .build/wasm)
#
# HUDDLE_OPTIMIZE=-Onone compiles in a quarter of the time, to look whether Embedded Swift takes the code.
# HUDDLE_NODE=required fails where node is not installed, instead of skipping the vectors.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${1:-$root/.build/wasm}
target=wasm32-unknown-none-wasm

swiftc=$(command -v swiftc) || { echo "swiftc is not in PATH: install a Swift toolchain" >&2; exit 69; }
# The compiler's own clang and linker; others of the system may come first in PATH.
tools=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": *"\(.*\)\/lib\/swift".*/\1/p')
tables=$tools/lib/swift/embedded/$target/libswiftUnicodeDataTables.a
for part in "$tools/bin/clang" "$tools/bin/wasm-ld" "$tables"; do
    [ -e "$part" ] || { echo "This toolchain has no $part: WebAssembly cannot be built with it" >&2; exit 69; }
done

mkdir -p "$out"
find "$root/Sources/HuddleCore" -name '*.swift' | sort > "$out/sources"
swiftc -target $target -enable-experimental-feature Embedded \
    -enable-experimental-feature Extern -wmo ${HUDDLE_OPTIMIZE:--O} -parse-as-library -swift-version 6 -warnings-as-errors \
    -package-name huddle -module-name HuddleCore \
    -c $(cat "$out/sources") "$here/glue.swift" -o "$out/core.o"
"$tools/bin/clang" --target=wasm32 -O2 -ffreestanding -fno-builtin -c "$here/runtime.c" -o "$out/runtime.o"
"$tools/bin/wasm-ld" --no-entry --gc-sections --strip-all -z stack-size=262144 \
    --export=huddle_allocate --export=huddle_release --export=huddle_dump \
    "$out/core.o" "$out/runtime.o" "$tables" -o "$out/huddle-core.wasm"

raw=$(wc -c < "$out/huddle-core.wasm")
packed=$(gzip -9 -c "$out/huddle-core.wasm" | wc -c)
echo "$out/huddle-core.wasm: $raw bytes, $packed gzipped"

if ! command -v node > /dev/null; then
    if [ "${HUDDLE_NODE:-}" = required ]; then
        echo "node is not installed, so the merge vectors were not run: install Node.js and try again" >&2
        exit 69
    fi
    echo "node is not installed: the merge vectors were skipped"
    exit 0
fi
node "$here/run.mjs" "$out/huddle-core.wasm" "$root/Protocol/vectors/merges.json" "$root/Protocol/vectors/changes.json"
