#!/usr/bin/env bash
# Tries the last commit on a machine where nobody has ever installed anything: makes an empty Debian in a temporary
# folder, clones the repository into it, and runs there what continuous integration runs.
#
#   sudo scripts/fresh-machine.sh                 .ci/run, that is npm ci && npm test
#   sudo scripts/fresh-machine.sh 'npm ci && …'   something else, in the folder of the clone
#
# Needs a Debian, root, debootstrap, and a Node with npm of any version: that Node is what the empty machine gets. Packages
# come from the mirror this machine's apt uses; its proxy settings and certificates are taken over. About three minutes and 2 GB.
set -euo pipefail
cd "$(dirname "$0")/.."
command=${1:-.ci/run}

[ "$(id -u)" = 0 ] || { echo 'Run this as root: it makes a root file system.' >&2; exit 1; }
command -v debootstrap >/dev/null || { echo 'Install debootstrap: apt-get install debootstrap' >&2; exit 1; }

# The node of this repository is first on the PATH inside npm scripts; the empty machine gets the system's.
PATH=$(printf %s "$PATH" | tr ':' '\n' | grep -v node_modules | paste -sd ':')
node=$(readlink -f "$(command -v node)")
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
sources=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true)
mirror=$(grep -oE 'https?://[^ ]+/debian/?( |$)' <<<"$sources" | head -n 1 | tr -d ' ' || true)
certificates=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}

machine=$(mktemp -d -t fresh-machine-XXXXXX)
chmod 755 "$machine" # apt downloads as a user of its own
# Unmounts before it deletes, and deletes nothing while something is still mounted below.
clean_up() {
  for mounted in dev/shm dev/pts dev proc; do
    if mountpoint -q "$machine/$mounted"; then umount "$machine/$mounted" || umount --lazy "$machine/$mounted"; fi
  done
  if grep -q " $machine/" /proc/mounts; then echo "Still mounted below $machine: left as it is." >&2; else rm -rf "$machine"; fi
}
trap clean_up EXIT

debootstrap --variant=minbase --include=ca-certificates "$suite" "$machine" "${mirror:-https://deb.debian.org/debian}" >"$machine.log" ||
  { tail -n 20 "$machine.log" >&2; exit 1; }
rm -f "$machine.log"

cp -a /etc/apt/sources.list.d /etc/apt/apt.conf.d "$machine/etc/apt/"
if [ -f /etc/apt/sources.list ]; then cp /etc/apt/sources.list "$machine/etc/apt/"; else : >"$machine/etc/apt/sources.list"; fi
cp -L /etc/resolv.conf /etc/hosts "$machine/etc/"
cp -L "$certificates" "$machine/etc/ssl/certs/ca-certificates.crt"
mkdir -p "$machine/usr/lib/node_modules"
cp "$node" "$machine/usr/bin/node"
cp -r "$npm" "$machine/usr/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$machine/usr/bin/npm"
git clone --quiet . "$machine/opt/clone"

mount -t proc proc "$machine/proc"
mount --bind /dev "$machine/dev"
mount --bind /dev/pts "$machine/dev/pts"
mount -t tmpfs tmpfs "$machine/dev/shm"

# Only what an empty machine would have, and the way out to the network.
network=$(env | grep -iE '^(https?_proxy|no_proxy)=' || true)
mapfile -t network <<<"$network"
chroot "$machine" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin CI=true \
  NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt ${network[@]:+"${network[@]}"} \
  bash -c "cd /opt/clone && $command" </dev/null
