#!/bin/sh
# Makes the pictures of this folder anew: ./run build, then resources/docs/screens/make.sh PICTURE OTHER-PICTURE VIDEO
# (the second picture is B of the comparison). Needs pngquant; QT_QPA_PLATFORM=offscreen where there is no display.
set -eu
picture=$1 other=$2 video=$3
here=$(dirname -- "$(readlink -f -- "$0")")
gui=$here/../../../build/release/bin/alexscope-gui

take() { # NAME VIEW WORDS
    name=$1 view=$2
    shift 2
    for theme in dark light; do
        for size in 1280x800 1920x1080; do
            file=$here/$name-$theme-${size%x*}.png
            "$gui" --screenshot "$view" "$file" --theme $theme --size $size "$@"
            pngquant --force --skip-if-larger --ext .png --quality 70-98 "$file" || [ $? -ge 98 ] # not smaller, or not good enough: it stays
        done
    done
}

take start start
take explore explore --image "$picture"
take compare explore --image "$picture" --compare "$other"
take presenter explore --image "$picture" --presenter
take why why --image "$picture"
take why-pool why --image "$picture" --layer pool1
take why-lrn why --image "$picture" --layer norm1
take why-fc why --image "$picture" --layer fc6
take why-softmax why --image "$picture" --layer prob
take filters filters --image "$picture"
take train train --image "$picture"
take camera camera --source "$video"
take model model --image "$picture"
