#!/bin/bash
# Makes /opt/$1 of the distribution in /build/$1: a program of the same name that needs no shell to start, with a Java of
# its own. $2 is its main class; what is left are options for Java, besides those in java.options.
set -euo pipefail

name=$1 class=$2
shift 2
jar=$(compgen -G "/build/$name/lib/$name-[0-9]*.jar" || compgen -G "/build/$name/lib/$name-server-[0-9]*.jar")
version=${jar##*-}
# Of the Java that built it.
rm -f "/build/$name/lib/$name.aot"

options=()
while read -r option; do
  options+=(--java-options "$option")
done < <(cat /build/java.options && printf '%s\n' "$@")

/opt/java/openjdk/bin/jpackage --type app-image --name "$name" --app-version "${version%.jar}" \
  --input "/build/$name/lib" --main-jar "$(basename "$jar")" --main-class "$class" \
  --runtime-image /build/jre --dest /opt "${options[@]}"
rm "/opt/$name/lib/$name.png"
