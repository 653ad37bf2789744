package io.sealbridge.k8sauth.bankvaults;

import io.sealbridge.configuration.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code policies}, {@code secrets} and {@code auth} of bank-vaults' format. What this tool
 * does not set up is refused by name and never left out silently: half of a file is not what its
 * writer meant.
 */
public final class BankVaultsFile {
  private static final String NOT_OURS =
      "is not set up by this tool; keep it in a file for bank-vaults and give this tool one without"
          + " it";

  private BankVaultsFile() {}

  /**
   * What the document says.
   *
   * @param file for messages
   * @param mounts the auth methods that roles may be for
   * @throws io.sealbridge.configuration.ConfigurationException naming file, line and property
   */
  public static Imported read(Path file, YamlNode.Mapping document, List<AuthMount> mounts) {
    Fields fields = new Fields(file, "", document);
    refuseOthers(fields);
    List<YamlNode.Mapping> policies = new ArrayList<>();
    fields.sections("policies").forEach(policy -> policies.add(policy(policy)));
    List<YamlNode.Mapping> engines = new ArrayList<>();
    fields.sections("secrets").forEach(engine -> engines.add(engine(engine)));
    List<YamlNode.Mapping> roles = new ArrayList<>();
    fields.sections("auth").forEach(method -> roles.addAll(AuthEntry.roles(method, mounts)));
    fields.done();
    return new Imported(engines, policies, roles);
  }

  private static void refuseOthers(Fields fields) {
    for (String manifest : List.of("apiVersion", "kind", "spec", "externalConfig")) {
      fields.refuse(
          manifest,
          "belongs to a manifest of bank-vaults' operator; give what is under externalConfig as a"
              + " file of its own");
    }
    fields.refuse(
        "startupSecrets", "holds secrets; a file with them is not read: write them with a client");
    for (String other : List.of("audit", "plugins", "groups", "group-aliases")) {
      fields.refuse(other, NOT_OURS);
    }
    fields
        .section("purgeUnmanagedConfig")
        .ifPresent(
            purge -> {
              purge.refuseUnless(
                  "enabled",
                  "false",
                  "has no meaning here: only what this owner made is removed, with --prune");
              purge.section("exclude");
              purge.done();
            });
  }

  private static YamlNode.Mapping policy(Fields policy) {
    Section section = new Section(policy.line());
    section.put("name", policy.required("name"));
    String rules = policy.required("rules");
    if (rules.contains("__accessor__")) {
      throw policy.failure(
          policy.line(),
          "rules",
          "has __accessor__ of bank-vaults, which is not filled in here: write the accessor, as"
              + " \"vault auth list\" shows it");
    }
    section.put("rules", rules);
    policy.refuse("rulesFormat", "is not known here: write rules in HCL");
    policy.done();
    return section.node();
  }

  /** Without a version, an engine of type kv is one of version 1, as in Vault. */
  private static YamlNode.Mapping engine(Fields engine) {
    String type = engine.required("type");
    if (!type.equals("kv")) {
      throw engine.failure(
          engine.line(), "type", "is " + type + "; an engine of this type " + NOT_OURS);
    }
    Section section = new Section(engine.line());
    section.put("path", engine.text("path", type));
    engine.word("description").ifPresent(text -> section.put("description", text.text()));
    String version =
        engine
            .section("options")
            .map(
                options -> {
                  String number = options.text("version", "1");
                  options.done();
                  return number;
                })
            .orElse("1");
    section.put("version", version);
    for (String other : List.of("configuration", "config", "local", "seal_wrap", "plugin_name")) {
      engine.refuse(other, NOT_OURS);
    }
    engine.done();
    return section.node();
  }
}
