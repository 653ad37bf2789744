package io.sealbridge.k8sauth.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.k8sauth.vault.Place.AuthConfig;
import io.sealbridge.k8sauth.vault.Place.AuthMethod;
import io.sealbridge.k8sauth.vault.Place.Policy;
import io.sealbridge.k8sauth.vault.Place.Role;
import io.sealbridge.k8sauth.vault.Place.SecretEngine;
import io.sealbridge.k8sauth.vault.Seen.Absent;
import io.sealbridge.k8sauth.vault.Seen.Present;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import io.sealbridge.vault.VaultProduct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes and deletes what is at a place. Roles and configurations are read again after a write. */
public final class Writer {
  /** Fields that the server takes and never shows. */
  private static final Set<String> NEVER_SHOWN = Set.of("token_reviewer_jwt");

  private final VaultApi api;
  private final VaultProduct product;

  public Writer(VaultApi api, VaultProduct product) {
    this.api = api;
    this.product = product;
  }

  /**
   * Makes or changes what is at the place.
   *
   * <p>For an engine or method that is there, {@code body} is what {@code tune} takes. A policy is
   * written on OpenBao only if it is as it was seen; Vault has no such check, there the last write
   * wins. OpenBao tells nothing of fields it does not know, so roles and configurations are read
   * again, and a field that does not show is a {@link VaultFault.FieldsIgnored}, unless its value
   * is the empty text, which servers leave out of what they show.
   *
   * @param seen what was read before, by which it is decided how to write
   * @return the server's warnings
   */
  public List<String> write(Place place, Seen seen, Map<String, ?> body) {
    return switch (place) {
      case SecretEngine engine -> writeMount(engine, seen, body);
      case AuthMethod method -> writeMount(method, seen, body);
      case AuthConfig config -> writeAndRead(config.path(), body);
      case Role role -> writeAndRead(role.path(), body);
      case Policy policy -> api.write(policy.path(), withVersion(seen, body)).warnings();
    };
  }

  /** Deletes it. A configuration is deleted with its method only, so that here nothing is done. */
  public void delete(Place place) {
    switch (place) {
      case AuthConfig _ -> {}
      case SecretEngine _, AuthMethod _, Policy _, Role _ -> api.delete(place.path());
    }
  }

  private List<String> writeMount(Place place, Seen seen, Map<String, ?> body) {
    String path =
        switch (seen) {
          case Absent _ -> place.path();
          case Present _ -> place.path() + "/tune";
        };
    return api.write(path, body).warnings();
  }

  private List<String> writeAndRead(String path, Map<String, ?> body) {
    List<String> warnings = api.write(path, body).warnings();
    Optional<JsonNode> stored = api.read(path);
    List<String> missing =
        body.keySet().stream()
            // A server may leave out what has no value.
            .filter(field -> !NEVER_SHOWN.contains(field) && !"".equals(body.get(field)))
            .filter(field -> stored.filter(data -> data.has(field)).isEmpty())
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      throw new VaultException(
          new VaultFault.FieldsIgnored(
              path, List.of("the server does not show " + String.join(", ", missing))));
    }
    return warnings;
  }

  private Map<String, Object> withVersion(Seen seen, Map<String, ?> body) {
    Map<String, Object> whole = new HashMap<>(body);
    switch (product) {
      case VaultProduct.OpenBao _ -> whole.put("cas", version(seen));
      case VaultProduct.Vault _ -> {}
    }
    return whole;
  }

  /** OpenBao's check-and-set: -1 for what must not exist. */
  private static int version(Seen seen) {
    return switch (seen) {
      case Absent _ -> -1;
      case Present present -> present.data().path("version").asInt();
    };
  }
}
