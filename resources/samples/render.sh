#!/bin/sh
# Renders the sample pictures anew: all of them, or those named ("./render.sh robin liner"). Needs povray and pngquant.
# SPDX-License-Identifier: GPL-3.0-or-later
set -e
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- $(ls *.pov | sed 's/\.pov$//')
for name in "$@"; do
    povray "$name.pov" "+O$name.png" +W480 +H480 +A0.2 +AM2 +R2 -D -GA
    pngquant --force --strip --speed 1 --output "$name.png" 256 "$name.png"
done
