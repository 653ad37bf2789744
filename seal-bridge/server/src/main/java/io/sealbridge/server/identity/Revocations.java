package io.sealbridge.server.identity;

/** Who has been shut out, asked at every request. Safe for use by many threads; never blocks. */
public interface Revocations {

  /** Nobody is. */
  Revocations NONE =
      new Revocations() {
        @Override
        public boolean denies(String identity) {
          return false;
        }

        @Override
        public boolean deniesToken(String accessor) {
          return false;
        }

        @Override
        public long epoch() {
          return 0;
        }
      };

  /** Whether the identity is refused, by whatever it shows itself. */
  boolean denies(String identity);

  /** Whether the one token with this accessor is refused. */
  boolean deniesToken(String accessor);

  /** Tokens that the bridge issued in an earlier epoch are refused. Never falls. */
  long epoch();
}
