package io.sealbridge.server.transit;

import io.sealbridge.keyring.Octets;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;

/**
 * The two numbers of an ECDSA signature, in DER or one after the other in the length of the curve
 * (RFC 7518, section 3.4).
 */
final class EcdsaNumbers {

  private EcdsaNumbers() {}

  /** {@code bits} of the curve. The signature is one that the keyring made. */
  static Octets toJws(Octets der, int bits) {
    ASN1Sequence numbers = ASN1Sequence.getInstance(der.lend());
    int width = width(bits);
    byte[] joined = new byte[2 * width];
    put(ASN1Integer.getInstance(numbers.getObjectAt(0)).getPositiveValue(), joined, width);
    put(ASN1Integer.getInstance(numbers.getObjectAt(1)).getPositiveValue(), joined, 2 * width);
    return Octets.copyOf(joined);
  }

  /**
   * @throws BadBodyException if the length is not that of the curve
   */
  static Octets toDer(Octets joined, int bits) {
    int width = width(bits);
    byte[] bytes = joined.bytes();
    if (bytes.length != 2 * width) {
      throw new BadBodyException("supplied signature is invalid");
    }
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(bytes, 0, width));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, width, 2 * width));
    try {
      return Octets.copyOf(
          new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s)})
              .getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException("two numbers have no DER", e);
    }
  }

  private static int width(int bits) {
    return (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** Puts a number before {@code end}. */
  private static void put(BigInteger number, byte[] into, int end) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    int length = bytes.length - from;
    System.arraycopy(bytes, from, into, end - length, length);
  }
}
