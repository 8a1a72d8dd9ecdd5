# shellcheck shell=bash
# A certificate authority and a server certificate for 127.0.0.1, made anew for every data folder. The servers' own
# automatic certificates name no host, so nothing could be checked against them.

# make_certificates DIR: writes ca.pem, server-cert.pem and server-key.pem.
make_certificates() {
    local tls=$1
    mkdir -p "$tls"
    {
        openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/CN=Ferry test authority' \
            -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
            -keyout "$tls/ca-key.pem" -out "$tls/ca.pem" &&
            openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' \
                -keyout "$tls/server-key.pem" -out "$tls/server.csr" &&
            printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' >"$tls/server.ext" &&
            openssl x509 -req -in "$tls/server.csr" -CA "$tls/ca.pem" -CAkey "$tls/ca-key.pem" -CAcreateserial \
                -days 3650 -extfile "$tls/server.ext" -out "$tls/server-cert.pem"
    } >"$tls/openssl.log" 2>&1 || die "openssl could not make certificates: $(tail -n 3 "$tls/openssl.log")"
}
