#!/bin/sh
# Copies into folder $1 what a program needs of this distribution and nothing else: the C and C++ libraries, and zlib and
# OpenSSL, which the PKCS#11 libraries of vendors link. What it took is written down where scanners of images look.
set -eu

root=$1
mkdir -p "$root/etc" "$root/usr/lib" "$root/usr/lib64" "$root/var/lib/dpkg/status.d" "$root/var/lib/seal-bridge"
ln -s usr/lib "$root/lib"
ln -s usr/lib64 "$root/lib64"

take() {
  dpkg-query --listfiles "$1" | while read -r file; do
    case "$file" in
      */gconv/* | */audit/*) continue ;;
      */lib*/*.so | */lib*/*.so.* | */copyright) ;;
      *) continue ;;
    esac
    [ -f "$file" ] || continue
    # Debian lists some libraries below /lib, which is a link to /usr/lib.
    target=$root/usr${file#/usr}
    mkdir -p "$(dirname "$target")"
    cp -a "$file" "$target"
  done
  dpkg-query --status "$1" >"$root/var/lib/dpkg/status.d/$1"
}

for package in libc6 libgcc-s1 libssl3 libstdc++6 zlib1g; do
  take "$package"
done

cp /etc/debian_version "$root/etc/" 2>/dev/null || true
cp -L /etc/os-release "$root/etc/os-release"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
printf 'root:x:0:0::/:/nologin\nseal-bridge:x:65532:65532::/:/nologin\n' >"$root/etc/passwd"
printf 'root:x:0:\nseal-bridge:x:65532:\n' >"$root/etc/group"
mkdir -m 1777 "$root/tmp"
chown 65532:65532 "$root/var/lib/seal-bridge"
chmod 0700 "$root/var/lib/seal-bridge"
