#!/usr/bin/env bash
# Starts what the image would start, where there is no Docker: the files that the last stage of the Dockerfile copies, its RUN, alone in its working directory,
# a root file system that is read-only but for /tmp, its user, no privileges, its command line. Needs root (for a mount namespace), and the program
# as ./tandem or Maven has built it.
#
#   docker/check.sh                        the command of the image, with the environment that is given to it
#   docker/check.sh run --data /tmp/data   another command
#
# TANDEM_CHECK_KEYS and TANDEM_CHECK_HOSTS: files to be seen as /etc/tandem/keys/keys.conf and /etc/hosts.
set -euo pipefail
repository="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"

fail() {
  echo "check.sh: $1" >&2
  exit 1
}

[[ $EUID -eq 0 ]] || fail "run it as root."
[[ -f "$repository/modules/app/target/tandem.jar" ]] || fail "nothing is built: mvn -DskipTests package -pl modules/app -am"

# The last stage: from the last FROM to the end.
stage="$(tac "$repository/docker/Dockerfile" | sed '/^FROM /q' | tac)"
of() {
  sed -n "s/^$1 //p" <<<"$stage"
}
# ["a", "b"] as lines.
words() {
  of "$1" | sed 's/^\[//; s/\]$//' | tr ',' '\n' | sed 's/^ *"//; s/" *$//'
}

image="$(mktemp -d)"
trap 'rm -rf "$image"' EXIT
chmod 755 "$image"
while read -r source target; do
  cp -r "$repository/$source" "$image/$target"
done < <(of COPY | sed 's|^--from=build /build/||')
chmod -R go+rX "$image"

mapfile -t command < <(words ENTRYPOINT)
if [[ $# -gt 0 ]]; then
  command+=("$@")
else
  mapfile -t -O "${#command[@]}" command < <(words CMD)
fi
user="$(of USER)"
export image workdir user prepare
workdir="$(of WORKDIR)"
prepare="$(of RUN)"

# In a namespace of its own, so that nothing of the machine changes.
# shellcheck disable=SC2016 # the inner shell's variables
unshare --mount --propagation private bash -euc '
  mount -t tmpfs tmpfs "$(dirname "$workdir")"
  mkdir "$workdir"
  mount --bind "$image" "$workdir"
  (cd "$workdir" && bash -euc "$prepare") >"$(dirname "$workdir")/prepare.log" 2>&1 || { cat "$(dirname "$workdir")/prepare.log"; exit 1; }
  mount -o remount,bind,ro "$workdir"
  upper="$(dirname "$workdir")/etc"
  mkdir -p "$upper/new/tandem/keys" "$upper/work"
  if [[ -n "${TANDEM_CHECK_KEYS:-}" ]]; then
    cp "$TANDEM_CHECK_KEYS" "$upper/new/tandem/keys/keys.conf"
    chmod -R go+rX "$upper/new/tandem"
  fi
  mount -t overlay overlay -o "lowerdir=/etc,upperdir=$upper/new,workdir=$upper/work" /etc
  if [[ -n "${TANDEM_CHECK_HOSTS:-}" ]]; then mount --bind "$TANDEM_CHECK_HOSTS" /etc/hosts; fi
  mount -t tmpfs -o mode=1777,size=64m tmpfs /tmp
  mount -o remount,bind,ro /
  cd "$workdir"
  exec setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all "$@"
' check "${command[@]}" &
child=$!
# As docker stop does, to the process itself.
trap 'kill -TERM $child' TERM INT
wait $child || code=$?
# The first wait ends with the signal, the second with the process.
if kill -0 $child 2>/dev/null; then wait $child || code=$?; fi
exit "${code:-0}"
