package io.sealbridge.k8sauth.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sealbridge.k8sauth.vault.Place.AuthConfig;
import io.sealbridge.k8sauth.vault.Place.AuthMethod;
import io.sealbridge.k8sauth.vault.Place.Policy;
import io.sealbridge.k8sauth.vault.Place.Role;
import io.sealbridge.k8sauth.vault.Place.SecretEngine;
import io.sealbridge.vault.Parallel;
import io.sealbridge.vault.Progress;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads what is at many places, with up to {@value #CONNECTIONS} requests at a time. */
public final class Reader {
  private static final int CONNECTIONS = 32;

  private final VaultApi api;

  public Reader(VaultApi api) {
    this.api = api;
  }

  /**
   * What is at each place, in the order of the places. The lists of auth methods and of engines are
   * read once, and only if a place is one. The first failure ends it.
   *
   * @throws VaultException as the failed request's
   */
  public Map<Place, Seen> read(Collection<Place> places, Progress progress) {
    List<Place> distinct = List.copyOf(new LinkedHashSet<>(places));
    JsonNode methods = mounts(distinct, AuthMethod.class, "sys/auth");
    JsonNode engines = mounts(distinct, SecretEngine.class, "sys/mounts");
    AtomicInteger done = new AtomicInteger();
    List<Seen> seen =
        Parallel.map(
            distinct,
            CONNECTIONS,
            place -> {
              Seen one = read(place, methods, engines);
              progress.at(done.incrementAndGet(), distinct.size());
              return one;
            });
    Map<Place, Seen> result = LinkedHashMap.newLinkedHashMap(distinct.size());
    for (int i = 0; i < distinct.size(); i++) {
      result.put(distinct.get(i), seen.get(i));
    }
    return result;
  }

  private JsonNode mounts(List<Place> places, Class<? extends Place> kind, String path) {
    return places.stream().anyMatch(kind::isInstance)
        ? api.read(path).orElse(MissingNode.getInstance())
        : MissingNode.getInstance();
  }

  private Seen read(Place place, JsonNode methods, JsonNode engines) {
    return switch (place) {
      case AuthMethod method -> seen(Optional.of(methods.path(method.mount() + "/")));
      case SecretEngine engine -> seen(Optional.of(engines.path(engine.mount() + "/")));
      case AuthConfig config -> seen(api.read(config.path()));
      case Policy policy -> seen(api.read(policy.path()));
      case Role role -> seen(api.read(role.path()));
    };
  }

  private static Seen seen(Optional<JsonNode> data) {
    return data.filter(node -> !node.isMissingNode() && !node.isNull())
        .<Seen>map(Seen.Present::new)
        .orElseGet(Seen.Absent::new);
  }
}
