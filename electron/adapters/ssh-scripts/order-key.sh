# order-key RUN PATH TYPE NAMES: a private key that stays here, and a CSR for it
need_root
need openssl
case $2 in /etc/homeport/tls/?*) ;; *) refuse bad-argument path ;; esac
case $4 in '' | *[!A-Za-z0-9.*:,-]*) refuse bad-argument names ;; esac
case $3 in
  ec256) how='-algorithm EC -pkeyopt ec_paramgen_curve:P-256' ;;
  ec384) how='-algorithm EC -pkeyopt ec_paramgen_curve:P-384' ;;
  rsa2048) how='-algorithm RSA -pkeyopt rsa_keygen_bits:2048' ;;
  *) refuse bad-argument type ;;
esac
state "$1"
keep_path "$2/privkey.pem.new"
reach "$2"
not_a_link privkey.pem.new
if ! openssl pkey -in ./privkey.pem.new -noout >/dev/null 2>&1; then
  open_temporary
  openssl genpkey $how >&3 2>/dev/null || refuse not-written privkey.pem.new
  openssl pkey -in /proc/self/fd/3 -noout >/dev/null 2>&1 || refuse not-written privkey.pem.new
  settle 0600 0:0 privkey.pem.new
fi
set -f
alternatives=
number=0
IFS=,
for each in $4; do
  number=$((number + 1))
  case $each in
    *:*) entry=IP.$number=$each ;;
    *[!0-9.]*) entry=DNS.$number=$each ;;
    *) entry=IP.$number=$each ;;
  esac
  alternatives="$alternatives$entry
"
done
unset IFS
csr=$(printf '[req]\nprompt=no\ndistinguished_name=dn\nreq_extensions=ext\n[dn]\n[ext]\nsubjectAltName=@names\n[names]\n%s' "$alternatives" |
  openssl req -new -sha256 -key ./privkey.pem.new -subj / -config /dev/stdin) || refuse no-csr
printf '%s\n' "$csr" | coded csr
end
