#!/usr/bin/env bash
# From PyPI into a virtual environment of its own: first what is there, then with a newer pip.
set -euo pipefail
python=$HOME_DIR/venv/bin/python
get() { "$python" -m pip install -q 'litellm[proxy]' >"$HOME_DIR/install.log" 2>&1; }
if [ ! -x "$HOME_DIR/venv/bin/litellm" ]; then
    python3 -m venv "$HOME_DIR/venv" || { echo "no virtual environment (apt-get install python3-venv)" >&2; exit 1; }
    get || { "$python" -m pip install -q --upgrade pip && get; } ||
        { echo "pip could not install litellm[proxy]: $(grep -m1 ERROR "$HOME_DIR/install.log")" >&2; exit 1; }
fi
"$python" -c 'from importlib.metadata import version; print(version("litellm"))'
