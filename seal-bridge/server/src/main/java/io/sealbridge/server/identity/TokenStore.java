package io.sealbridge.server.identity;

import io.sealbridge.server.token.IssuedToken;
import io.sealbridge.server.token.TokenDigest;
import io.sealbridge.server.token.TokenDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that count, as the folder held them when it was last read. Lookups never block. Safe
 * for use by many threads.
 */
public final class TokenStore {

  private static final Logger LOG = LoggerFactory.getLogger(TokenStore.class);

  private final TokenDirectory directory;
  private volatile Map<TokenDigest, IssuedToken> tokens = Map.of();
  private volatile List<String> problems = List.of();

  public TokenStore(TokenDirectory directory) {
    this.directory = directory;
  }

  /**
   * Reads the folder. Blocks. If it cannot be read the tokens known so far stay: a full disk or a
   * slow mount must not lock every Vault out.
   *
   * @return whether something changed
   */
  public synchronized boolean refresh() {
    TokenDirectory.Contents contents;
    try {
      contents = directory.read();
    } catch (IOException e) {
      report(List.of("the folder of tokens cannot be read: " + e));
      return false;
    }
    report(contents.problems());
    Map<TokenDigest, IssuedToken> read = new HashMap<>();
    for (IssuedToken token : contents.tokens()) {
      read.put(TokenDigest.ofSha256(HexFormat.of().parseHex(token.hash().hex())), token);
    }
    if (read.equals(tokens)) {
      return false;
    }
    LOG.atInfo().addKeyValue("tokens", read.size()).log("tokens read");
    tokens = Map.copyOf(read);
    return true;
  }

  /** The token with this text, expired ones too. */
  public Optional<IssuedToken> find(String text) {
    return Optional.ofNullable(tokens.get(TokenDigest.of(text.getBytes(StandardCharsets.UTF_8))));
  }

  public int size() {
    return tokens.size();
  }

  /** What is wrong with files of the folder, a sentence each. */
  public List<String> problems() {
    return problems;
  }

  private void report(List<String> found) {
    if (!found.equals(problems)) {
      found.forEach(problem -> LOG.atWarn().addKeyValue("problem", problem).log("token ignored"));
      problems = List.copyOf(found);
    }
  }
}
