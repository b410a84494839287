#!/usr/bin/env bash
# Find a Python that is new enough and hand over to launch/bootstrap.py.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# A relative folder is meant from where the person stands, not from the checkout.
if [[ -n "${PARLOR_DATA_DIR:-}" && "$PARLOR_DATA_DIR" != /* ]]; then export PARLOR_DATA_DIR="$PWD/$PARLOR_DATA_DIR"; fi
cd "$root"
for python in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    exec "$python" -m launch.bootstrap "$@"
  fi
done
echo "Parlor needs Python 3.11 or newer: install it, or set PYTHON to its path." >&2
exit 1
