# Sourced first by the scripts here that mount a small disk: the script begins anew in mounts of its own, which are gone
# with the last process that has them.
# shellcheck shell=bash
if [ -z "${MIGRATE_DISK_APART:-}" ]; then
  if [ "$(id -u)" -ne 0 ] || ! unshare --mount --propagation private true 2>/dev/null; then
    echo "skipped: a small disk of its own needs root and mounts"
    exit 77
  fi
  MIGRATE_DISK_APART=1 exec unshare --mount --propagation private bash "$0"
fi
