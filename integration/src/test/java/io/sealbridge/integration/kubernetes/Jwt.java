package io.sealbridge.integration.kubernetes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token in its parts, so that a test can forge what a library would not write. */
public record Jwt(ObjectNode header, ObjectNode claims, String text) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Turns the bytes to sign into a signature. */
  private interface Signer {
    byte[] sign(byte[] input) throws GeneralSecurityException;
  }

  public static Jwt parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("no signed token: " + parts.length + " parts");
    }
    return new Jwt(object(parts[0]), object(parts[1]), text);
  }

  public boolean isSignedBy(PublicKey key) {
    try {
      int end = text.lastIndexOf('.');
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update(text.substring(0, end).getBytes(US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(text.substring(end + 1)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public Jwt withHeader(Consumer<ObjectNode> change) {
    ObjectNode changed = header.deepCopy();
    change.accept(changed);
    return new Jwt(changed, claims, text);
  }

  public Jwt withClaims(Consumer<ObjectNode> change) {
    ObjectNode changed = claims.deepCopy();
    change.accept(changed);
    return new Jwt(header, changed, text);
  }

  public String signedBy(PrivateKey key) {
    return signed(
        input -> {
          Signature signature = Signature.getInstance("SHA256withRSA");
          signature.initSign(key);
          signature.update(input);
          return signature.sign();
        });
  }

  /** Signed with a secret; the header is the caller's matter. */
  public String signedByHmac(String secret) {
    return signed(
        input -> {
          Mac mac = Mac.getInstance("HmacSHA256");
          mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
          return mac.doFinal(input);
        });
  }

  /** This header and these claims with the signature that another token has. */
  public String withSignatureOf(Jwt other) {
    return text.substring(0, text.lastIndexOf('.'))
        + other.text.substring(other.text.lastIndexOf('.'));
  }

  public String unsigned() {
    return signed(_ -> new byte[0]);
  }

  private String signed(Signer signer) {
    String input = encode(bytes(header)) + "." + encode(bytes(claims));
    try {
      return input + "." + encode(signer.sign(input.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode object(String part) {
    try {
      JsonNode node = JSON.readTree(new String(Base64.getUrlDecoder().decode(part), UTF_8));
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalArgumentException("no JSON object: " + node);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
