# Sourced: a display of our own and a window of the built program on it.
#   start_display WIDTH HEIGHT      sets DISPLAY; ended with the script
#   start_window [DRAFT]            sets window and app; waits until the window is there
#   picture FILE                    the whole display as PNG
# Every wait ends when what it waits for is there, and gives up after 30 s.

target=${CARGO_TARGET_DIR:-target}
program=${NIANBAO:-$target/debug/nianbao}
work=$(mktemp -d)
app= xvfb=
finish() {
    [ -z "$app" ] || kill "$app" 2>/dev/null || true
    [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
    # What was just ended may still be writing there.
    rm -rf "$work" 2>/dev/null || { sleep 1; rm -rf "$work"; } || true
}
trap finish EXIT

# The program must not see the settings, documents or dialogs of whoever runs the test.
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state LANG=C.UTF-8 XMODIFIERS= LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS

fail() { echo "real window: $*" >&2; [ ! -s "$work/log" ] || cat "$work/log" >&2; exit 1; }

# until_true WHAT COMMAND…
until_true() {
    local what=$1 tries=300
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "waited in vain: $what"
        sleep 0.1
    done
}

start_display() {
    Xvfb -displayfd 3 -screen 0 "$1x$2x24" -nolisten tcp -noreset 3>"$work/display" 2>"$work/xvfb.log" &
    xvfb=$!
    until_true "Xvfb" test -s "$work/display"
    export DISPLAY=:$(cat "$work/display")
    display_size=("$1" "$2")
}

find_window() { window=$(xdotool search --onlyvisible --class nianbao | head -n 1); [ -n "$window" ]; }

start_window() {
    # A window that a script has ended left its unsaved work behind, as it should; only `kill-window` asks for it.
    [ -n "${keep_state:-}" ] || rm -rf "$work/state"
    "$program" "$@" 2>"$work/log" &
    app=$!
    until_true "the window" find_window
    xdotool windowmove "$window" 0 0 windowsize "$window" "${display_size[0]}" "${display_size[1]}"
    xdotool windowfocus --sync "$window"
}

stop_window() { kill "$app" 2>/dev/null || true; wait "$app" 2>/dev/null || true; app=; }

picture() { import -window root -depth 8 "$1"; }

# Waits until two pictures in a row are the same: everything asked for is painted.
settled() {
    local before after tries=60
    before=$(import -window root rgb:- | cksum)
    while [ $tries -gt 0 ]; do
        sleep 0.15
        after=$(import -window root rgb:- | cksum)
        [ "$before" != "$after" ] || return 0
        before=$after tries=$((tries - 1))
    done
    fail "the window does not come to rest"
}

keys() { xdotool key --delay 40 "$@"; }
typed() { xdotool type --delay 25 "$1"; }
title() { xdotool getwindowname "$window"; }
