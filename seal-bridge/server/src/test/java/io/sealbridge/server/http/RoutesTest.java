package io.sealbridge.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.KeyName;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

  private static final KeyName ROOT = new KeyName("root");

  private final Routes routes = new Routes("transit");

  @Test
  void findsEveryRoute() {
    assertThat(found("PUT", "/v1/transit/encrypt/root")).isEqualTo(new Route.Encrypt(ROOT));
    assertThat(found("POST", "/v1/transit/decrypt/root/")).isEqualTo(new Route.Decrypt(ROOT));
    assertThat(found("GET", "/v1/transit/keys/root")).isEqualTo(new Route.ReadKey(ROOT));
    assertThat(found("LIST", "/v1/transit/keys")).isEqualTo(new Route.ListKeys());
    assertThat(found("GET", "/v1/transit/keys?list=true")).isEqualTo(new Route.ListKeys());
    assertThat(found("POST", "/v1/transit/keys/root/rotate")).isEqualTo(new Route.RotateKey(ROOT));
    assertThat(found("GET", "/v1/auth/token/lookup-self")).isEqualTo(new Route.LookupSelf());
    assertThat(found("PUT", "/v1/auth/token/renew-self")).isEqualTo(new Route.RenewSelf());
    assertThat(found("PUT", "/v1/auth/token/revoke-self")).isEqualTo(new Route.RevokeSelf());
    assertThat(found("GET", "/v1/sys/health?standbyok=true"))
        .isEqualTo(new Route.Health(new Query("standbyok=true")));
    assertThat(found("HEAD", "/v1/sys/health")).isEqualTo(new Route.Health(Query.NONE));
    assertThat(found("GET", "/v1/sys/seal-status")).isEqualTo(new Route.SealStatus());
    assertThat(found("GET", "/v1/sys/leader")).isEqualTo(new Route.Leader());
    assertThat(found("GET", "/v1/sys/mounts")).isEqualTo(new Route.Mounts());
  }

  @Test
  void findsLoginsAtTheirMountsOnly() {
    // given
    Routes some = new Routes("transit", Set.of("kubernetes", "clusters/west"));

    // then
    assertThat(some.parse("PUT", "/v1/auth/kubernetes/login"))
        .isEqualTo(new Routing.Found(new Route.Login("kubernetes")));
    assertThat(some.parse("POST", "/v1/auth/clusters/west/login/"))
        .isEqualTo(new Routing.Found(new Route.Login("clusters/west")));
    assertThat(status(some, "GET", "/v1/auth/kubernetes/login")).isEqualTo(405);
    assertThat(status(some, "PUT", "/v1/auth/other/login")).isEqualTo(404);
    assertThat(status(some, "PUT", "/v1/auth/clusters/login")).isEqualTo(404);
    assertThat(status(some, "PUT", "/v1/auth/login")).isEqualTo(404);
    assertThat(status(some, "PUT", "/v1/auth/kubernetes/login/x")).isEqualTo(404);
    assertThat(status(routes, "PUT", "/v1/auth/kubernetes/login")).isEqualTo(404);
  }

  private static int status(Routes routes, String method, String path) {
    return routes.parse(method, path) instanceof Routing.Refused refused ? refused.status() : 0;
  }

  @Test
  void takesAMountOfSeveralSegments() {
    // given
    Routes deep = new Routes("a/b/transit");

    // then
    assertThat(deep.parse("PUT", "/v1/a/b/transit/encrypt/root"))
        .isEqualTo(new Routing.Found(new Route.Encrypt(ROOT)));
    assertThat(deep.parse("PUT", "/v1/transit/encrypt/root"))
        .isInstanceOfSatisfying(
            Routing.Refused.class, refused -> assertThat(refused.status()).isEqualTo(404));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1/transit/encrypt/root",
        "http://host/v1/transit/encrypt/root",
        "*",
        "/v1//transit/encrypt/root",
        "//v1/transit/encrypt/root",
        "/v1/transit/encrypt//",
        "/v1/transit/encrypt/%72oot",
        "/v1/transit/encrypt/ro%2fot",
        "/v1/transit/encrypt/..",
        "/v1/transit/encrypt/../keys/root",
        "/v1/transit/encrypt/./root",
        "/v1/transit/encrypt/.",
        "/v1/transit/encrypt/root;a=b",
        "/v1/transit/encrypt/ro ot",
        "/v1/transit/encrypt/ro\\ot",
        "/v1/transit/encrypt/ro\u0000ot",
        "/v1/transit/encrypt/r\u00f6\u00f6t",
        "/v1/transit/encrypt/root#x"
      })
  void refusesPathsThatCouldBeReadInTwoWays(String uri) {
    assertThat(routes.parse("PUT", uri))
        .isInstanceOfSatisfying(
            Routing.Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.text()).startsWith("the path must");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,/v1/transit/encrypt,404",
    "PUT,/v1/transit/encrypt/root/more,404",
    "PUT,/v1/transit/keys/root/config,404",
    "PUT,/v1/transit/encrypt/root-v1,400",
    "PUT,/v1/transit/encrypt/ROOT,400",
    "PUT,/v1/transit/encrypt/bridge-tokens,400",
    "GET,/v1/transit/keys/bridge-tokens,404",
    "PUT,/v1/transitory/encrypt/root,404",
    "PUT,/v2/transit/encrypt/root,404",
    "GET,/v1/transit/keys/ROOT,404",
    "GET,/v1/transit/keys,405",
    "GET,/v1/transit/encrypt/root,405",
    "DELETE,/v1/transit/keys/root,405",
    "PATCH,/v1/transit/keys/root,405",
    "HEAD,/v1/transit/keys/root,405",
    "GET,/v1/auth/token/renew-self,405",
    "POST,/v1/sys/health,405",
    "GET,/,404"
  })
  void refusesWhatIsNotServed(String method, String uri, int status) {
    assertThat(routes.parse(method, uri))
        .isInstanceOfSatisfying(
            Routing.Refused.class, refused -> assertThat(refused.status()).isEqualTo(status));
  }

  @Property(tries = 2000)
  void neverThrowsAndFindsOnlyWellFormedPaths(
      @ForAll("methods") String method, @ForAll("uris") String uri) {
    Routing routing = routes.parse(method, uri);

    if (routing instanceof Routing.Found) {
      String path = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
      assertThat(path).matches("/v1(/[A-Za-z0-9_.-]+)+/?");
      assertThat(path).doesNotContain("/../").doesNotContain("/./").doesNotContain("//");
    }
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of("GET", "PUT", "POST", "LIST", "HEAD", "DELETE", "X");
  }

  @Provide
  Arbitrary<String> uris() {
    Arbitrary<String> part =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(
                8,
                Arbitraries.of(
                    "v1",
                    "transit",
                    "encrypt",
                    "decrypt",
                    "keys",
                    "root",
                    "rotate",
                    "sys",
                    "auth",
                    "token",
                    "renew-self",
                    "health")),
            net.jqwik.api.Tuple.of(
                4, Arbitraries.of("/", "//", "..", ".", "%", ";", "?", "list=true")),
            net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(5)));
    return part.list().ofMaxSize(10).map(parts -> "/" + String.join("/", parts));
  }

  private Route found(String method, String uri) {
    return routes.parse(method, uri) instanceof Routing.Found(Route route)
        ? route
        : org.assertj.core.api.Assertions.fail("not found: " + uri);
  }
}
