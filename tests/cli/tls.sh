#!/usr/bin/env bash
# TLS to MySQL and MariaDB: an authority that signed the server's certificate is accepted and another one refused, a
# certificate for another name is refused where the name is asked for, and so is a server that offers no TLS. On servers
# of this script's own.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran="" && : >out && : >err
mkdir migrations
# The server's user reads the certificate here.
chmod 755 .
authority() { # NAME
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1" -keyout "$1-key.pem" -out "$1.pem" 2>openssl.log
}
if command -v openssl >/dev/null; then
  authority right && authority other
  openssl req -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -keyout server-key.pem -out server.csr 2>openssl.log
  echo 'subjectAltName = IP:127.0.0.1' >names
  openssl x509 -req -in server.csr -CA right.pem -CAkey right-key.pem -CAcreateserial -days 2 -extfile names \
    -out server.pem 2>openssl.log
  chmod 644 server-key.pem
fi

accepts() { # PARAMETERS
  run status -u "$url?$1"
  [ "$code" = 0 ] || fail "$kind refuses $1"
}
refuses() { # PARAMETERS CODE
  run status -u "$url?$1"
  refused 2 "$2"
}
# With the certificate for 127.0.0.1 of the authority `right`.
knows_the_server() {
  accepts "sslmode=require"
  accepts "sslmode=verify-ca&sslrootcert=$work/right.pem"
  accepts "sslmode=verify-full&sslrootcert=$work/right.pem"
  accepts "ssl-mode=VERIFY_IDENTITY&ssl-ca=$work/right.pem"
  # An authority that is named is asked.
  accepts "sslrootcert=$work/right.pem"
  refuses "sslrootcert=$work/other.pem" MIG-CONNECT-REFUSED
  err_has "check the TLS parameters of the URL and the server's certificate"
  refuses "sslmode=verify-ca&sslrootcert=$work/other.pem" MIG-CONNECT-REFUSED
  refuses "sslmode=verify-full&sslrootcert=$work/other.pem" MIG-CONNECT-REFUSED
  refuses "sslmode=verify-full&sslrootcert=$work/none.pem" MIG-CONNECT-REFUSED
  # Those that the system trusts.
  refuses "sslmode=verify-ca" MIG-CONNECT-REFUSED
  # A user who must come by TLS.
  mariadb_at "$url" "CREATE USER careful IDENTIFIED BY 'quiet-Word1' REQUIRE SSL; GRANT ALL ON *.* TO careful"
  url=$(sed -E 's#^([a-z]+://)[^@]*@#\1careful:quiet-Word1@#' <<<"$url")
  accepts "sslmode=require"
  accepts "sslmode=prefer"
  refuses "sslmode=disable" MIG-CONNECT-AUTH
}

tried=0
for kind in MARIADB MYSQL; do
  named=MIGRATE_TEST_${kind}_URL
  if [ -z "${!named:-}" ] || [ ! -s server.pem ]; then continue; fi
  tried=$((tried + 1))
  if [ $kind = MARIADB ]; then
    own_server $kind || continue
    accepts "sslmode=disable"
    accepts "sslmode=prefer"
    for mode in require verify-ca verify-full; do
      refuses "sslmode=$mode&sslrootcert=$work/right.pem" MIG-CONNECT-REFUSED
      err_has "offers no TLS"
    done
    end_own_server $kind
    own_server $kind --set "--ssl-ca=$work/right.pem" --set "--ssl-cert=$work/server.pem" \
      --set "--ssl-key=$work/server-key.pem" || continue
    knows_the_server
  else
    own_server $kind || continue
    # The authority that it makes for itself signs for no host.
    data=$(sed -n "s/^export MIGRATE_TEST_MYSQL_FILES='\(.*\)'/\1/p" "$work/server-MYSQL/env")/../data
    cp "$data/ca.pem" made.pem
    accepts "sslmode=require"
    accepts "sslmode=verify-ca&sslrootcert=$work/made.pem"
    refuses "sslmode=verify-full&sslrootcert=$work/made.pem" MIG-CONNECT-REFUSED
    refuses "sslmode=verify-ca&sslrootcert=$work/right.pem" MIG-CONNECT-REFUSED
    for file in right.pem server.pem server-key.pem; do
      cp $file "$data/our-$file" && chown --reference="$data" "$data/our-$file"
    done
    mariadb_at "$url" "SET GLOBAL ssl_ca = 'our-right.pem', GLOBAL ssl_cert = 'our-server.pem',
      GLOBAL ssl_key = 'our-server-key.pem'; ALTER INSTANCE RELOAD TLS"
    knows_the_server
  fi
  end_own_server $kind
done
[ "$tried" -gt 0 ] || skip "no MariaDB, no MySQL, or no openssl"
finish
