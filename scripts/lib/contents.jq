# Makes the CycloneDX document of scripts/lib/contents.sh.

# What Maven knows of this jar: the same bytes, or one of our own modules, which it lists before they are packed.
def known($jar):
  [$bom[0].metadata.component, $bom[0].components[]]
  | map(select(
      any(.hashes[]?; .alg == "SHA-256" and .content == $jar.sha256)
      or ("\(.name)-\(.version).jar" == $jar.file and .group == "io.sealbridge")))
  | first // error("no part of the build is \($jar.file) with SHA-256 \($jar.sha256)");

def jar:
  . as $jar
  | known($jar)
  | {type: "library", "bom-ref": .purl, group, name, version, purl, licenses,
     hashes: [{alg: "SHA-256", content: $jar.sha256}],
     properties: [{name: "file", value: $jar.file}]}
  | del(.[] | nulls);

def package:
  "pkg:deb/\(.id)/\(.name | @uri)@\(.version | @uri)?arch=\(.architecture)&distro=\(.id)-\(.release)" as $purl
  | {type: "library", "bom-ref": $purl, name, version, purl: $purl};

{
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: {component: {type: "container", "bom-ref": "\($name):\($tag)", name: $name, version: $tag}},
  components: (
    [$jars[] | jar]
    + [{type: "platform", "bom-ref": "java", supplier: {name: $vendor}, name: "Java runtime", version: $java}]
    + [$packages[] | package])
}
