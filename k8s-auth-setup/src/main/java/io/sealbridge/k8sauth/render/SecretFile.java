package io.sealbridge.k8sauth.render;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.SecretSection;
import io.sealbridge.k8sauth.desired.SecretPaths;
import java.util.List;

/**
 * A secret as a file of JSON with all its fields.
 *
 * @param name of the file; no other secret of the consumer has it
 * @param apiPath where Vault's API has it
 * @param version of its KV engine
 */
record SecretFile(SecretSection secret, String name, String apiPath, int version) {
  /** Where every way of reading puts the files. */
  static final String FOLDER = "/vault/secrets";

  private static final int LONGEST = 100;
  private static final String JSON = ".json";

  static List<SecretFile> of(AccessDescription description, List<SecretSection> secrets) {
    List<SecretSection> each = secrets.stream().distinct().toList();
    List<String> plain = each.stream().map(secret -> plain(secret.path())).toList();
    return each.stream()
        .map(
            secret -> {
              String base = plain(secret.path());
              boolean clear =
                  plain.stream().filter(base::equals).count() == 1 && base.length() <= LONGEST;
              return new SecretFile(
                  secret,
                  (clear ? base : unmistakable(base, secret)) + JSON,
                  SecretPaths.of(description, secret),
                  SecretPaths.version(description, secret));
            })
        .toList();
  }

  /** The template that renders it, for the products' agents and for the injector. */
  String template() {
    String fields = version == 1 ? ".Data" : ".Data.data";
    return "{{ with secret %s }}{{ %s | toJSON }}{{ end }}"
        .formatted(GoText.quote(apiPath), fields);
  }

  /** Without what says that it is JSON. */
  String plainName() {
    return name.substring(0, name.length() - JSON.length());
  }

  String path() {
    return FOLDER + "/" + name;
  }

  private static String plain(String path) {
    return path.replace('/', '-');
  }

  private static String unmistakable(String base, SecretSection secret) {
    return base.substring(0, Math.min(base.length(), LONGEST))
        + "-"
        + ObjectName.digest(secret.engine() + "//" + secret.path());
  }
}
