# shellcheck shell=bash
# What is inside a container image, as a CycloneDX document. Sourced by scripts/images.

# write_contents NAME TAG PROGRAM: $OUT/NAME.cdx.json from the image itself: the jars and the Java of /opt/PROGRAM, and the
# distribution's packages. What Maven's bill of materials ($ROOT/target/bom.json) knows of a jar is taken from there; a jar
# that it does not know is an error.
write_contents() {
  local name="$1" tag="$2" program="$3" folder container
  folder="$(mktemp -d)"
  container="$(docker create "$name:$tag")"
  docker cp "$container:/opt/$program/lib/app" "$folder/app" >/dev/null
  docker cp "$container:/opt/$program/lib/runtime/release" "$folder/release" >/dev/null
  docker cp --follow-link "$container:/etc/os-release" "$folder/os-release" >/dev/null
  # The images without a package manager have a file for each package.
  docker cp "$container:/var/lib/dpkg/status.d" "$folder/packages" >/dev/null 2>&1 \
    || docker cp "$container:/var/lib/dpkg/status" "$folder/packages" >/dev/null
  docker rm "$container" >/dev/null
  (cd "$folder/app" && sha256sum ./*.jar) | jq --raw-input '{sha256: .[0:64], file: .[68:]}' >"$folder/jars"
  list_packages "$folder" >"$folder/package-list"
  jq --null-input --arg name "$name" --arg tag "$tag" \
    --arg vendor "$(release_of "$folder/release" IMPLEMENTOR)" --arg java "$(release_of "$folder/release" JAVA_RUNTIME_VERSION)" \
    --slurpfile bom "$ROOT/target/bom.json" --slurpfile jars "$folder/jars" --slurpfile packages "$folder/package-list" \
    --from-file "$ROOT/scripts/lib/contents.jq" >"$OUT/$name.cdx.json" \
    || die "the contents of $name:$tag could not be listed; see above"
  rm -rf "$folder"
}

release_of() {
  sed -n "s/^$2=\"\\(.*\\)\"/\\1/p" "$1"
}

# One object a line, of the files in which dpkg says what is installed.
list_packages() {
  local distribution
  distribution="$(. "$1/os-release" && printf '%s %s' "$ID" "${VERSION_ID:-}")"
  find "$1/packages" -type f -print0 | sort -z | xargs -0 -n 1 cat | awk -v distribution="$distribution" '
    function flush() {
      if (name != "" && installed) printf "{\"name\":\"%s\",\"version\":\"%s\",\"architecture\":\"%s\",\"id\":\"%s\",\"release\":\"%s\"}\n", name, version, architecture, os[1], os[2]
      name = version = architecture = ""; installed = 0
    }
    BEGIN { split(distribution, os, " ") }
    /^Package: / { flush(); name = $2 }
    /^Version: / { version = $2 }
    /^Architecture: / { architecture = $2 }
    /^Status: .* installed$/ { installed = 1 }
    END { flush() }'
}
