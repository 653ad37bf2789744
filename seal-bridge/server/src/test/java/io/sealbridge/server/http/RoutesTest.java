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
    assertThat(found("PUT", "/v1/transit/encrypt/root")).isEqualTo(new UseRoute.Encrypt(ROOT));
    assertThat(found("POST", "/v1/transit/decrypt/root/")).isEqualTo(new UseRoute.Decrypt(ROOT));
    assertThat(found("GET", "/v1/transit/keys/root")).isEqualTo(new KeyRoute.ReadKey(ROOT));
    assertThat(found("LIST", "/v1/transit/keys")).isEqualTo(PlainRoute.ListKeys.ALL);
    assertThat(found("GET", "/v1/transit/keys?list=true")).isEqualTo(PlainRoute.ListKeys.ALL);
    assertThat(found("POST", "/v1/transit/keys/root/rotate"))
        .isEqualTo(new KeyRoute.RotateKey(ROOT));
    assertThat(found("GET", "/v1/auth/token/lookup-self")).isEqualTo(new Route.LookupSelf());
    assertThat(found("PUT", "/v1/auth/token/renew-self")).isEqualTo(new Route.RenewSelf());
    assertThat(found("PUT", "/v1/auth/token/revoke-self")).isEqualTo(new Route.RevokeSelf());
    assertThat(found("GET", "/v1/sys/health?standbyok=true"))
        .isEqualTo(new Route.Health(new Query("standbyok=true")));
    assertThat(found("HEAD", "/v1/sys/health")).isEqualTo(new Route.Health(Query.NONE));
    assertThat(found("GET", "/v1/sys/seal-status")).isEqualTo(new Route.SealStatus());
    assertThat(found("GET", "/v1/sys/leader")).isEqualTo(new Route.Leader());
    assertThat(found("GET", "/v1/sys/mounts")).isEqualTo(new Route.Mounts());
    assertThat(found("GET", "/v1/sys/seal-bridge/usage/root"))
        .isEqualTo(new KeyRoute.ReadUsage(ROOT));
  }

  @Test
  void findsEveryUseOfAKey() {
    assertThat(found("PUT", "/v1/transit/rewrap/root")).isEqualTo(new UseRoute.Rewrap(ROOT));
    assertThat(found("PUT", "/v1/transit/datakey/plaintext/root"))
        .isEqualTo(new UseRoute.DataKey(ROOT, true));
    assertThat(found("PUT", "/v1/transit/datakey/wrapped/root"))
        .isEqualTo(new UseRoute.DataKey(ROOT, false));
    assertThat(found("PUT", "/v1/transit/sign/root")).isEqualTo(new UseRoute.Sign(ROOT, ""));
    assertThat(found("PUT", "/v1/transit/sign/root/none"))
        .isEqualTo(new UseRoute.Sign(ROOT, "none"));
    assertThat(found("POST", "/v1/transit/verify/root/sha3-256"))
        .isEqualTo(new UseRoute.Verify(ROOT, "sha3-256"));
    assertThat(found("POST", "/v1/transit/hmac/root/sha2-512/"))
        .isEqualTo(new UseRoute.Hmac(ROOT, "sha2-512"));
  }

  @Test
  void findsEveryChangeOfAKey() {
    assertThat(found("POST", "/v1/transit/keys/root")).isEqualTo(new KeyRoute.CreateKey(ROOT));
    assertThat(found("DELETE", "/v1/transit/keys/root")).isEqualTo(new KeyRoute.DeleteKey(ROOT));
    assertThat(found("POST", "/v1/transit/keys/root/config"))
        .isEqualTo(new KeyRoute.ConfigureKey(ROOT));
    assertThat(found("PUT", "/v1/transit/keys/root/trim")).isEqualTo(new KeyRoute.TrimKey(ROOT));
    assertThat(found("PUT", "/v1/transit/keys/root/import"))
        .isEqualTo(new KeyRoute.ImportKey(ROOT));
    assertThat(found("PUT", "/v1/transit/keys/root/import_version"))
        .isEqualTo(new KeyRoute.ImportVersion(ROOT));
    assertThat(found("PUT", "/v1/transit/keys/root/csr"))
        .isEqualTo(new KeyRoute.RequestCertificate(ROOT));
    assertThat(found("PUT", "/v1/transit/keys/root/set-certificate"))
        .isEqualTo(new KeyRoute.SetCertificates(ROOT));
    assertThat(found("GET", "/v1/transit/byok-export/backup/root/2?hash=SHA512"))
        .isEqualTo(new KeyRoute.WrapKey(ROOT, "backup", new Versions.One(2), "SHA512"));
  }

  @ParameterizedTest
  @CsvSource({"'',All[]", "/latest,Latest[]", "/3,One[number=3]", "/v3,One[number=3]"})
  void findsTheVersionsOfAPublicKey(String suffix, String versions) {
    assertThat(found("GET", "/v1/transit/export/public-key/root" + suffix))
        .isInstanceOfSatisfying(
            KeyRoute.ExportPublicKey.class,
            export -> assertThat(export.versions()).hasToString(versions));
  }

  @ParameterizedTest
  @CsvSource({
    "/random,0",
    "/random/16,16",
    "/random/seal,0",
    "/random/all/8,8",
    "/random/platform/9,9"
  })
  void findsHowManyRandomBytes(String suffix, int bytes) {
    assertThat(found("POST", "/v1/transit" + suffix)).isEqualTo(new PlainRoute.Random(bytes));
  }

  @Test
  void findsWhatBelongsToNoKey() {
    assertThat(found("POST", "/v1/transit/hash")).isEqualTo(new PlainRoute.Hash(""));
    assertThat(found("POST", "/v1/transit/hash/sha2-384"))
        .isEqualTo(new PlainRoute.Hash("sha2-384"));
    assertThat(found("GET", "/v1/transit/wrapping_key")).isEqualTo(new PlainRoute.WrappingKey());
    assertThat(found("GET", "/v1/transit/cache-config")).isEqualTo(new PlainRoute.CacheConfig());
    assertThat(found("GET", "/v1/transit/config/keys")).isEqualTo(new PlainRoute.KeysConfig());
    assertThat(found("LIST", "/v1/transit/keys?after=b&limit=7"))
        .isEqualTo(new PlainRoute.ListKeys("b", 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT|/v1/transit/sign/root/md5|400|unsupported hash algorithm in the path",
        "PUT|/v1/transit/hmac/root/none|400|unsupported hash algorithm in the path",
        "PUT|/v1/transit/datakey/shown/root|400|Invalid path, must be 'plaintext' or 'wrapped'",
        "PUT|/v1/transit/random/0x10|400|error parsing url-set byte count",
        "PUT|/v1/transit/random/disk/16|400|unsupported entropy source; must be platform, seal or all",
        "GET|/v1/transit/export/public-key/root/0|400|invalid key version",
        "GET|/v1/transit/export/encryption-key/root|400|only public-key is exported",
        "GET|/v1/transit/backup/root|400|backup and restore are refused",
        "PUT|/v1/transit/restore|400|backup and restore are refused",
        "POST|/v1/transit/cache-config|400|this is laid down",
        "PUT|/v1/transit/keys/root-v1|400|the name of a key must match",
        "LIST|/v1/transit/keys?limit=many|400|limit must be a whole number",
        "GET|/v1/transit/sign/root|405|unsupported operation"
      })
  void saysWhyAPathIsRefused(String method, String uri, int status, String text) {
    assertThat(routes.parse(method, uri))
        .isInstanceOfSatisfying(
            Routing.Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(status);
              assertThat(refused.text()).startsWith(text);
            });
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
        .isEqualTo(new Routing.Found(new UseRoute.Encrypt(ROOT)));
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
    "PUT,/v1/transit/keys/root/more,404",
    "GET,/v1/transit/keys/root/config,405",
    "PUT,/v1/transit/encrypt/root-v1,400",
    "PUT,/v1/transit/encrypt/ROOT,400",
    "PUT,/v1/transit/encrypt/bridge-tokens,400",
    "GET,/v1/transit/keys/bridge-tokens,404",
    "PUT,/v1/transitory/encrypt/root,404",
    "PUT,/v2/transit/encrypt/root,404",
    "GET,/v1/transit/keys/ROOT,404",
    "GET,/v1/transit/keys,405",
    "GET,/v1/transit/encrypt/root,405",
    "DELETE,/v1/transit/encrypt/root,405",
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
                    "export",
                    "public-key",
                    "random",
                    "hash",
                    "sha2-256",
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
