package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.vault.DevelopmentServer;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.k8sauth.vault.Inventory;
import io.sealbridge.k8sauth.vault.InventoryEngine;
import io.sealbridge.k8sauth.vault.Lock;
import io.sealbridge.k8sauth.vault.Owner;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Reader;
import io.sealbridge.k8sauth.vault.Seen;
import io.sealbridge.k8sauth.vault.Writer;
import io.sealbridge.vault.Progress;
import io.sealbridge.vault.VaultAddress;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import io.sealbridge.vault.VaultProduct;
import io.sealbridge.vault.VaultToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The API as k8s-auth-setup uses it, against both servers. */
class VaultApiIT {
  private static final Owner OWNER = new Owner("platform");
  private static final String MOUNT = InventoryEngine.DEFAULT_MOUNT;
  private static final Duration TTL = Duration.ofSeconds(30);
  private static final Place METHOD = new Place.AuthMethod("kubernetes");
  private static final Place ROLE = new Place.Role("kubernetes", "shop");
  private static final Place POLICY = new Place.Policy("shop");
  private static final Map<String, Object> ROLE_BODY =
      Map.of(
          "bound_service_account_names", List.of("shop"),
          "bound_service_account_namespaces", List.of("shops"),
          "audience", "vault",
          "token_policies", List.of("shop"),
          "token_ttl", "10m");

  @RegisterExtension final Scene scene = new Scene();

  private DevelopmentServer start(Product product) {
    return scene.closing(DevelopmentServer.start(product, scene.folder()));
  }

  private VaultApi api(DevelopmentServer server, String token) {
    return scene.closing(VaultApi.open(VaultAddress.of(server.address()), new VaultToken(token)));
  }

  private VaultApi root(DevelopmentServer server) {
    return api(server, DevelopmentServer.ROOT_TOKEN);
  }

  private static Seen seen(VaultApi api, Place place) {
    Seen seen = new Reader(api).read(List.of(place), Progress.SILENT).get(place);
    return Objects.requireNonNull(seen);
  }

  private static VaultFault faultOf(ThrowingCallable call) {
    VaultException failure = catchThrowableOfType(VaultException.class, call);
    assertThat(failure).isNotNull();
    return failure.fault();
  }

  @ParameterizedTest
  @EnumSource
  void makesReadsAndDeletesWhatThePlacesName(Product product) {
    VaultApi api = root(start(product));
    Writer writer = new Writer(api, api.product());
    assertThat(api.product())
        .isInstanceOf(
            switch (product) {
              case OPENBAO -> VaultProduct.OpenBao.class;
              case VAULT -> VaultProduct.Vault.class;
            });

    assertThat(seen(api, METHOD)).isEqualTo(new Seen.Absent());
    assertThat(seen(api, ROLE)).isEqualTo(new Seen.Absent());
    writer.write(METHOD, seen(api, METHOD), Map.of("type", "kubernetes"));
    writer.write(METHOD, seen(api, METHOD), Map.of("description", "pods"));
    writer.write(ROLE, seen(api, ROLE), ROLE_BODY);

    assertThat(seen(api, METHOD))
        .isInstanceOfSatisfying(
            Seen.Present.class,
            present -> {
              assertThat(present.data().path("description").asText()).isEqualTo("pods");
              assertThat(present.data().at("/config/default_lease_ttl").asInt(-1)).isZero();
            });
    assertThat(seen(api, ROLE))
        .isInstanceOfSatisfying(
            Seen.Present.class,
            present -> assertThat(present.data().path("token_ttl").asInt()).isEqualTo(600));
    writer.delete(ROLE);
    writer.delete(METHOD);
    assertThat(seen(api, ROLE)).isEqualTo(new Seen.Absent());
    assertThat(seen(api, METHOD)).isEqualTo(new Seen.Absent());
  }

  @ParameterizedTest
  @EnumSource
  void failsForAFieldThatTheServerDoesNotKnow(Product product) {
    VaultApi api = root(start(product));
    Writer writer = new Writer(api, api.product());
    writer.write(METHOD, new Seen.Absent(), Map.of("type", "kubernetes"));
    Map<String, Object> body = new HashMap<>(ROLE_BODY);
    body.put("policy", "shop");

    assertThatThrownBy(() -> writer.write(ROLE, new Seen.Absent(), body))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("not every field")
        .hasMessageContaining("policy");
  }

  @ParameterizedTest
  @EnumSource
  void overwritesNoPolicyOnOpenBaoThatChangedMeanwhile(Product product) {
    VaultApi api = root(start(product));
    Writer writer = new Writer(api, api.product());
    Map<String, String> body = Map.of("policy", "path \"a\" { capabilities = [\"read\"] }");
    writer.write(POLICY, new Seen.Absent(), body);
    Seen first = seen(api, POLICY);
    writer.write(POLICY, first, body);

    switch (product) {
      case OPENBAO -> {
        assertThat(faultOf(() -> writer.write(POLICY, first, body)))
            .isInstanceOf(VaultFault.ChangedMeanwhile.class);
        assertThat(faultOf(() -> writer.write(POLICY, new Seen.Absent(), body)))
            .isInstanceOf(VaultFault.ChangedMeanwhile.class);
      }
      case VAULT ->
          assertThatCode(() -> writer.write(POLICY, first, body)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesPolicyLinesThatAreEnough(Product product) {
    DevelopmentServer server = start(product);
    String policy = "";
    // Each refusal names a line; with these lines, and no other, everything goes through.
    for (int refusals = 0; ; refusals++) {
      VaultApi limited = api(server, tokenWith(server, "limited" + refusals, policy));
      VaultException refused =
          catchThrowableOfType(VaultException.class, () -> everything(limited));
      if (refused == null) {
        break;
      }
      assertThat(refused.fault()).isInstanceOf(VaultFault.Forbidden.class);
      assertThat(refusals).isLessThan(20);
      policy += ((VaultFault.Forbidden) refused.fault()).policyLine() + "\n";
    }
    assertThat(policy).contains("path \"sys/auth/kubernetes\"", "sudo");
  }

  private static void everything(VaultApi api) {
    Writer writer = new Writer(api, new VaultProduct.Vault("any"));
    if (seen(api, METHOD).equals(new Seen.Absent())) {
      writer.write(METHOD, new Seen.Absent(), Map.of("type", "kubernetes"));
    }
    writer.write(METHOD, seen(api, METHOD), Map.of("description", "pods"));
    writer.write(ROLE, seen(api, ROLE), ROLE_BODY);
    api.list("auth/kubernetes/role");
  }

  private static String tokenWith(DevelopmentServer server, String name, String policy) {
    try (JsonHttp http = server.http()) {
      http.put("/v1/sys/policies/acl/" + name, Map.of("policy", policy + "# nothing else\n"))
          .expect(204);
      return http.put("/v1/auth/token/create", Map.of("policies", List.of(name)))
          .expect(200)
          .json()
          .at("/auth/client_token")
          .asText();
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatATokenMayDo(Product product) {
    VaultApi api = root(start(product));

    assertThat(api.capabilities(List.of("sys/auth", "auth/kubernetes/role/shop")))
        .containsEntry("auth/kubernetes/role/shop", List.of("root"))
        .hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void tellsThatTheServerIsSealed(Product product) {
    DevelopmentServer server = start(product);
    VaultApi api = root(server);
    try (JsonHttp http = server.http()) {
      http.put("/v1/sys/seal", Map.of()).expect(204);
    }

    assertThat(faultOf(() -> api.read("sys/auth")))
        .isEqualTo(new VaultFault.Sealed(server.address()));
    assertThat(api.product()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatItMadeByOwner(Product product) {
    VaultApi api = root(start(product));
    InventoryEngine engine = new InventoryEngine(api, MOUNT);
    assertThat(Inventory.read(api, MOUNT, OWNER).contents().objects()).isEmpty();
    engine.make();
    engine.make();
    Inventory mine = Inventory.read(api, MOUNT, OWNER);
    Inventory stale = Inventory.read(api, MOUNT, OWNER);

    mine.record(List.of(METHOD, ROLE, POLICY));
    mine.strikeOut(List.of(POLICY));
    mine.recordReviewerToken("kubernetes", "0123");

    Inventory again = Inventory.read(api, MOUNT, OWNER);
    assertThat(again.contents()).isEqualTo(mine.contents());
    assertThat(again.contents().objects()).containsExactly(METHOD, ROLE);
    assertThat(again.contents().reviewerTokens()).containsEntry("kubernetes", "0123");
    assertThat(faultOf(() -> stale.record(List.of(POLICY))).sentence())
        .contains("changed meanwhile, by hand or by another apply");
    assertThat(Inventory.read(api, MOUNT, new Owner("other")).contents().objects()).isEmpty();
  }

  /** More than a server takes as texts of one document. */
  @ParameterizedTest
  @EnumSource
  void keepsThousandsOfObjects(Product product) {
    VaultApi api = root(start(product));
    new InventoryEngine(api, MOUNT).make();
    List<Place.Role> roles =
        IntStream.range(0, 12_000)
            .mapToObj(i -> new Place.Role("kubernetes", "role-" + i))
            .toList();

    Inventory.read(api, MOUNT, OWNER).record(roles);

    assertThat(Inventory.read(api, MOUNT, OWNER).contents().objects())
        .containsExactlyElementsOf(roles);
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnEngineOfAnotherKind(Product product) {
    VaultApi api = root(start(product));
    api.write("sys/mounts/" + MOUNT, Map.of("type", "kv", "options", Map.of("version", "1")));

    assertThat(faultOf(() -> new InventoryEngine(api, MOUNT).make()))
        .isEqualTo(new VaultFault.WrongEngine(MOUNT, "of type kv, version 1"));
  }

  @ParameterizedTest
  @EnumSource
  void letsOneApplyAtATime(Product product) {
    VaultApi api = root(start(product));
    new InventoryEngine(api, MOUNT).make();
    Clock now = Clock.systemUTC();
    Clock later = Clock.fixed(Instant.now().plus(TTL.multipliedBy(2)), ZoneOffset.UTC);

    try (Lock first = Lock.acquire(api, MOUNT, OWNER, "ann@here", TTL, now)) {
      first.check();
      assertThat(faultOf(() -> Lock.acquire(api, MOUNT, OWNER, "bob@there", TTL, now)))
          .isInstanceOfSatisfying(
              VaultFault.LockHeld.class, held -> assertThat(held.holder()).isEqualTo("ann@here"));
    }
    try (Lock killed = Lock.acquire(api, MOUNT, OWNER, "bob@there", TTL, now);
        Lock taken = Lock.acquire(api, MOUNT, OWNER, "cy@there", TTL, later)) {
      taken.check();
      assertThat(killed).isNotSameAs(taken);
    }
  }

  @ParameterizedTest
  @EnumSource
  void renewsTheLockAndSeesThatItWasLost(Product product) {
    VaultApi api = root(start(product));
    new InventoryEngine(api, MOUNT).make();
    Duration shortest = Duration.ofSeconds(3);
    Clock later = Clock.fixed(Instant.now().plusSeconds(60), ZoneOffset.UTC);

    try (Lock lock = Lock.acquire(api, MOUNT, OWNER, "ann", shortest, Clock.systemUTC())) {
      Eventually.until("the lock is renewed", TTL, () -> version(api) >= 2);
      lock.check();
      try (Lock _ = Lock.acquire(api, MOUNT, OWNER, "bob", TTL, later)) {
        Eventually.until("the loss is seen", TTL, () -> isLost(lock));
        assertThat(faultOf(lock::check).sentence()).contains("lost");
      }
    }
  }

  private static int version(VaultApi api) {
    return api.read(MOUNT + "/data/locks/" + OWNER.name())
        .orElseThrow()
        .at("/metadata/version")
        .asInt();
  }

  private static boolean isLost(Lock lock) {
    try {
      lock.check();
      return false;
    } catch (VaultException _) {
      return true;
    }
  }
}
