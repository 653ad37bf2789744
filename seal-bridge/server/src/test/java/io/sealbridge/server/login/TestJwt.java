package io.sealbridge.server.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes JWTs, good ones and every kind of bad one. Immutable. */
public record TestJwt(Map<String, Object> header, Map<String, Object> claims) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public TestJwt {
    header = new LinkedHashMap<>(header);
    claims = new LinkedHashMap<>(claims);
  }

  /** What an ordinary issuer would write, for five minutes. */
  public static TestJwt of(String issuer, String subject, String audience, Instant now) {
    return new TestJwt(Map.of("typ", "JWT"), Map.of())
        .claim("iss", issuer)
        .claim("sub", subject)
        .claim("aud", audience)
        .claim("iat", now.getEpochSecond())
        .claim("exp", now.getEpochSecond() + 300);
  }

  /** What a cluster's API server writes for a pod. */
  static TestJwt ofServiceAccount(String issuer, String namespace, String name, Instant now) {
    return new TestJwt(
            Map.of(), of(issuer, "system:serviceaccount:" + namespace + ":" + name, "", now).claims)
        .claim("aud", List.of("seal-bridge"))
        .claim("nbf", now.getEpochSecond())
        .claim(
            "kubernetes.io",
            Map.of(
                "namespace",
                namespace,
                "serviceaccount",
                Map.of("name", name, "uid", "uid-of-" + name)));
  }

  TestJwt header(String name, Object value) {
    return new TestJwt(with(header, name, value), claims);
  }

  public TestJwt claim(String name, Object value) {
    return new TestJwt(header, with(claims, name, value));
  }

  TestJwt without(String claim) {
    TestJwt other = claim(claim, "");
    other.claims.remove(claim);
    return other;
  }

  private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
    Map<String, Object> other = new LinkedHashMap<>(map);
    other.put(name, value);
    return other;
  }

  /** Algorithm and key id are those of the key unless the header has them already. */
  public String signed(IssuerKey key) {
    return signed(key, json(headerFor(key.algorithm(), key.id())), json(claims));
  }

  /** As {@link #signed(IssuerKey)} without a key id. */
  String signedWithoutId(IssuerKey key) {
    return signed(key, json(with(header, "alg", key.algorithm())), json(claims));
  }

  /** With the claims as this text. */
  String signedAs(IssuerKey key, String claimsJson) {
    return signed(key, json(headerFor(key.algorithm(), key.id())), claimsJson);
  }

  String claimsJson() {
    return json(claims);
  }

  static String signed(IssuerKey key, String headerJson, String claimsJson) {
    String signed = encoded(headerJson) + "." + encoded(claimsJson);
    return signed + "." + encoded(key.sign(signed));
  }

  String unsigned(String algorithm, String keyId) {
    return encoded(json(headerFor(algorithm, keyId))) + "." + encoded(json(claims)) + ".";
  }

  /** With a shared secret, as whoever knows a public key could. */
  String withSecret(String keyId, byte[] secret) {
    String signed = encoded(json(headerFor("HS256", keyId))) + "." + encoded(json(claims));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> headerFor(String algorithm, String keyId) {
    Map<String, Object> whole = new LinkedHashMap<>(header);
    whole.putIfAbsent("alg", algorithm);
    whole.putIfAbsent("kid", keyId);
    return whole;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
