#!/bin/sh
# Makes a private CA and a server certificate signed by it, with the JDK's keytool alone.
set -eu

usage="usage: certs/generate.sh [--rsa] [--out DIR] [--force] [--days N] [NAME-OR-ADDRESS...]

  --rsa      RSA-2048 keys in place of ECDSA P-256
  --out DIR  where to put the files (default: this directory)
  --force    replace the files that are there
  --days N   valid for N days, 1 to 825 (default 397)

The certificate holds for localhost, 127.0.0.1, ::1, 198.18.0.2 and every name or address given."

fail() {
  echo "certs: $2" >&2
  exit "$1"
}

here=$(cd "$(dirname "$0")" && pwd)
out=$here
force=no
# Scanners fault a certificate that is valid for more than 398.
days=397
key_alg="-keyalg EC -groupname secp256r1 -sigalg SHA256withECDSA"
# The last is where servers listen with --network netns.
sans=dns:localhost,ip:127.0.0.1,ip:::1,ip:198.18.0.2

while [ $# -gt 0 ]; do
  case $1 in
    --rsa) key_alg="-keyalg RSA -keysize 2048 -sigalg SHA256withRSA" ;;
    --force) force=yes ;;
    --out | --days)
      [ $# -ge 2 ] || fail 2 "$1 needs a value."
      if [ "$1" = --out ]; then out=$2; else days=$2; fi
      shift
      ;;
    -h | --help)
      echo "$usage"
      exit 0
      ;;
    # A comma would begin another of keytool's extensions.
    '' | -* | *[!A-Za-z0-9.:*_-]*)
      echo "$usage" >&2
      fail 2 "'$1' is neither an option nor a host name or address."
      ;;
    *:* ) sans=$sans,ip:$1 ;;
    *[!0-9.]*) sans=$sans,dns:$1 ;;
    *) sans=$sans,ip:$1 ;;
  esac
  shift
done

case $days in
  '' | *[!0-9]* | ????*) fail 2 "--days takes a number from 1 to 825, not '$days'." ;;
esac
[ "$days" -ge 1 ] && [ "$days" -le 825 ] || fail 2 "--days takes a number from 1 to 825, not '$days'."

files="ca.p12 ca.pem server.p12 server.pem server-key.pem password"
if [ "$force" = no ]; then
  for file in $files; do
    [ ! -e "$out/$file" ] || fail 1 "$out/$file is there already; --force replaces it."
  done
fi

# shellcheck source=../.mvn/find-jdk.sh
. "$here/../.mvn/find-jdk.sh"
jdk=$(find_jdk certs 17) || exit 2

umask 077
mkdir -p "$out"
# In the same directory, so that moving a finished file into place is one step.
new=$(mktemp -d "$out/.new.XXXXXX")
trap 'rm -rf "$new"' EXIT
trap 'exit 130' INT TERM

# Ten thousand rounds make a guess at a weak password dear. This one has 192 random bits, and each start of a server
# would go the rounds four times before anything is compiled, for 0.4 s.
rounds="-J-Dkeystore.pkcs12.macIterationCount=1 -J-Dkeystore.pkcs12.keyPbeIterationCount=1
  -J-Dkeystore.pkcs12.certPbeIterationCount=1"

od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$new/password"

# keytool STORE ARGUMENT...: silent, unless it fails. The password is read from its file, so that
# no list of processes shows it.
keytool() {
  store=$1
  shift
  # shellcheck disable=SC2086
  "$jdk/bin/keytool" -J-Duser.language=en $rounds "$@" -keystore "$new/$store" -storetype PKCS12 \
    -storepass:file "$new/password" > "$new/keytool.log" 2>&1 || {
    cat "$new/keytool.log" >&2
    fail 1 "keytool failed; nothing was changed."
  }
}

# $key_alg is a list of words.
# shellcheck disable=SC2086
{
  keytool ca.p12 -genkeypair -alias ca $key_alg -validity "$days" -dname "CN=Pudding private CA" \
    -ext bc:critical=ca:true,pathlen:0 -ext ku:critical=keyCertSign,cRLSign
  keytool server.p12 -genkeypair -alias server $key_alg -validity "$days" -dname "CN=localhost"
}
keytool ca.p12 -exportcert -alias ca -rfc -file "$new/ca.pem"
keytool server.p12 -certreq -alias server -file "$new/server.csr"
keytool ca.p12 -gencert -alias ca -validity "$days" -rfc -infile "$new/server.csr" -outfile "$new/leaf.pem" \
  -ext bc:critical=ca:false -ext ku:critical=digitalSignature -ext eku=serverAuth -ext "san=$sans"
cat "$new/leaf.pem" "$new/ca.pem" > "$new/server.pem"
keytool server.p12 -importcert -alias server -noprompt -file "$new/server.pem"
"$jdk/bin/java" "$here/ExportKey.java" "$new/server.p12" "$new/password" server > "$new/server-key.pem"

chmod 644 "$new/ca.pem" "$new/server.pem"
for file in $files; do
  mv -f "$new/$file" "$out/$file"
done
echo "certs: a CA and a server certificate for $(echo "$sans" | sed 's/dns://g; s/ip://g; s/,/, /g')," \
  "valid $days days, are in $out."
