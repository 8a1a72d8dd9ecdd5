#!/bin/sh
# Runs an unpacked program with the loader and the libraries that were unpacked beside it.
root=$(cd "$(dirname "$(readlink -f "$0")")/../root" && pwd) || exit 127
for loader in "$root"/usr/lib/*-linux-gnu*/ld-linux-*.so.*; do :; done
exec "$loader" --library-path "${loader%/*}" "$root/usr/@PROGRAM@" "$@"
