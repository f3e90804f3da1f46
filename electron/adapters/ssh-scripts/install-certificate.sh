# install-certificate RUN PATH READER SHA256, the chain on standard input
need_root
need openssl
case $2 in /etc/homeport/tls/?*) ;; *) refuse bad-argument path ;; esac
if [ "$3" != - ]; then id -u -- "$3" >/dev/null 2>&1 || refuse no-user "$3"; fi
state "$1"
keep_path "$2/privkey.pem"
keep_path "$2/fullchain.pem"
keep_path "$2/privkey.pem.new"
keep_path "$2/fullchain.pem.new"
enter "$2" || refuse no-key "$2"
for each in privkey.pem.new privkey.pem fullchain.pem; do not_a_link "$each"; done
place fullchain.pem.new 0644 0:0 "$4"
leaf=$(openssl x509 -in ./fullchain.pem.new -noout -pubkey 2>/dev/null) || leaf=
public_of() { openssl pkey -in "./$1" -pubout 2>/dev/null; }
if [ -z "$leaf" ]; then
  rm -f ./fullchain.pem.new
  refuse bad-chain "$2"
elif [ "$(public_of privkey.pem.new)" = "$leaf" ]; then key=privkey.pem.new
elif [ "$(public_of privkey.pem)" = "$leaf" ]; then key=privkey.pem
else
  rm -f ./fullchain.pem.new
  refuse key-mismatch "$2"
fi
# Its folder is root's alone, so names are safe here. The one service that needs the key reads it, nobody else.
if [ "$3" = - ]; then
  chown 0:0 "./$key" && chmod 0600 "./$key" || refuse not-written privkey.pem
else
  chown -- "$3:0" "./$key" && chmod 0400 "./$key" || refuse not-written privkey.pem
fi
sync "./$key" || refuse not-written privkey.pem
if [ "$key" = privkey.pem.new ]; then
  mv -T -f ./privkey.pem.new ./privkey.pem || refuse not-written privkey.pem
else
  # Made by a repeat that found no new key because it is live already.
  rm -f ./privkey.pem.new
fi
mv -T -f ./fullchain.pem.new ./fullchain.pem && sync . || refuse not-written fullchain.pem
fingerprint=$(openssl x509 -in ./fullchain.pem -noout -fingerprint -sha256) || refuse bad-chain "$2"
plain fingerprint "${fingerprint##*=}"
end
