#!/usr/bin/env bash
# scripts/deps, with an apt-get that installs nothing: while it works no server is started by Debian's policy-rc.d, and
# what stood there before is put back, however it ends and however many work at once. And scripts/test has it in the
# foreground, where sudo may ask for a password.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
scripts=$(cd "$here/../../scripts" && pwd)
ran=scripts/deps && : >out && : >err

mkdir bin sbin
cat >bin/dpkg-query <<'SH'
#!/bin/sh
[ ! -e installed ] || printf installed
SH
cat >bin/sudo <<'SH'
#!/bin/sh
[ "$1" != -- ] || shift
exec "$@"
SH
# Notes what stands in the way of servers, and goes on as long as `hold` is there.
cat >bin/apt-get <<'SH'
#!/bin/sh
case " $* " in *" install "*) ;; *) exit 0 ;; esac
sbin/policy-rc.d
echo "$?" >>policies
while [ -e hold ]; do sleep 0.05; done
SH
chmod 755 bin/*
guard=sbin/policy-rc.d

deps() { PATH=$work/bin:$PATH MIGRATE_POLICY_RC_D=$work/$guard bash "$scripts/deps" build >out 2>err </dev/null; }
# In a process group of its own, as of a terminal.
deps_beside() { # NAME
  PATH=$work/bin:$PATH MIGRATE_POLICY_RC_D=$work/$guard \
    setsid bash "$scripts/deps" build >"$1.out" 2>"$1.err" </dev/null &
  pid=$!
  children+=("$pid")
}
# What a program of the user's that forbids nothing says.
theirs() {
  printf '#!/bin/sh\n# theirs\nexit 0\n' >$guard
  chmod 755 $guard
  : >policies
}
installs() { [ "$(wc -l <policies)" -ge "$1" ]; }
they_stand() {
  grep -q theirs $guard || fail "policy-rc.d is not what it was: $1"
  equal "$(ls sbin)" policy-rc.d "$1"
}

theirs
deps || fail "deps: exit code $?"
equal "$(cat policies)" 101
they_stand "after an installation"
rm $guard
deps
equal "$(ls sbin)" "" "nothing stood there"

# Ended by a signal, then killed.
theirs
: >hold
deps_beside first
until_true "apt-get works" installs 1
kill -TERM -- "-$pid"
wait "$pid"
equal "$?" 130
they_stand "after SIGTERM"
theirs
deps_beside first
until_true "apt-get works" installs 1
kill -KILL -- "-$pid"
wait "$pid" 2>/dev/null
grep -q theirs $guard && fail "it was put back by nobody"
rm hold
deps
they_stand "after a run behind one that was killed"

# The same, where nothing is missing any more.
theirs
: >hold
deps_beside first
until_true "apt-get works" installs 1
: >installed
deps
grep -q theirs $guard && fail "the guard of a run that works was taken away"
kill -KILL -- "-$pid"
wait "$pid" 2>/dev/null
deps
they_stand "after a run that had nothing to install"
rm installed hold

# Two at once: the second waits.
theirs
: >hold
deps_beside first
first=$pid
until_true "apt-get works" installs 1
deps_beside second
until_true "the second waits" grep -q "waiting for its end" second.err
equal "$(wc -l <policies)" 1
rm hold
wait "$first" || fail "the first: exit code $?"
wait "$pid" || fail "the second: exit code $?"
equal "$(cat policies)" $'101\n101'
they_stand "after two at once"

# In the process group of scripts/test: a terminal lets no other read from it.
mkdir copy && cp "$scripts/test" "$scripts/lib.sh" copy/
cat >copy/deps <<'SH'
#!/usr/bin/env bash
group() { sed 's/^.*) //' "/proc/$1/stat" | cut -d' ' -f3; }
[ "$(group $$)" = "$(group $PPID)" ] && echo foreground >"$(dirname "$0")/said"
exit 7
SH
chmod 755 copy/deps
bash copy/test >out 2>err </dev/null
equal "$?" 7
equal "$(cat copy/said)" foreground
finish
