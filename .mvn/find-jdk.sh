# Sourced by ./pudding and certs/generate.sh. Plain sh, and no GNU-only tools: it runs on macOS too.

# The major version of the JDK in directory $1; fails where that is no JDK (a JRE has no javac).
jdk_major() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
}

# "MAJOR MINOR PATCH HOME" of every JDK in the usual places, the newest first.
installed_jdks() {
  for home in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    jdk_major "$home" > /dev/null || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9.]*\).*/\1.0.0/p' "$home/release")
    printf '%s %s\n' "$(echo "$version" | cut -d. -f1-3 | tr . ' ')" "$home"
  done | sort -k1,1nr -k2,2nr -k3,3nr
}

# The home of the JDK whose `java` is on the PATH, links followed.
jdk_on_path() {
  file=$(command -v java) || return 1
  while [ -L "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=$(dirname "$file")/$link ;;
    esac
  done
  (cd -P "$(dirname "$file")/.." && pwd)
}

# find_jdk WHO MIN: prints the home of a JDK of at least version MIN. What the user names comes
# first, then the PATH, then the newest installed. Else one sentence on stderr, signed WHO.
find_jdk() {
  if [ -n "${PUDDING_JAVA_HOME:-}" ]; then
    major=$(jdk_major "$PUDDING_JAVA_HOME") || major=0
    if [ "${major:-0}" -ge "$2" ]; then
      printf '%s\n' "$PUDDING_JAVA_HOME"
      return 0
    fi
    echo "$1: PUDDING_JAVA_HOME ($PUDDING_JAVA_HOME) is no JDK $2 or newer." >&2
    return 1
  fi
  found=
  for home in "${JAVA_HOME:-}" "$(jdk_on_path)"; do
    [ -n "$home" ] && major=$(jdk_major "$home") && [ -n "$major" ] || continue
    if [ "$major" -ge "$2" ]; then
      printf '%s\n' "$home"
      return 0
    fi
    found="$major at $home"
  done
  newest=$(installed_jdks | head -n 1)
  if [ -n "$newest" ]; then
    major=${newest%% *}
    home=$(printf '%s\n' "$newest" | cut -d' ' -f4-)
    if [ "$major" -ge "$2" ]; then
      printf '%s\n' "$home"
      return 0
    fi
    found="$major at $home"
  fi
  echo "$1: needs a JDK $2 or newer (found: ${found:-none}); install one, such as Eclipse Temurin 25," \
    "or set PUDDING_JAVA_HOME." >&2
  return 1
}
