#!/bin/sh
# Makes a Java with only the modules that the programs use, in folder $1.
set -eu

# jdk.net and jdk.unsupported: Vert.x. jdk.crypto.cryptoki: hsms[].provider sunpkcs11. jdk.httpserver: metrics of watch.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml
modules=$modules,jdk.crypto.cryptoki,jdk.httpserver,jdk.management,jdk.net,jdk.unsupported

/opt/java/openjdk/bin/jlink --add-modules "$modules" --output "$1" \
  --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6
# Whose Java it is, which jlink leaves out.
grep -E '^(IMPLEMENTOR|JAVA_RUNTIME_VERSION)=' /opt/java/openjdk/release >>"$1/release"
