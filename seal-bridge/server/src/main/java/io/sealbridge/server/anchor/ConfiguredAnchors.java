package io.sealbridge.server.anchor;

import io.sealbridge.audit.anchor.Anchor;
import io.sealbridge.audit.anchor.CheckpointSource;
import io.sealbridge.audit.anchor.FolderAnchor;
import io.sealbridge.server.config.AnchorConfiguration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.FolderAnchorConfiguration;
import io.sealbridge.server.config.SyslogAnchorConfiguration;
import io.sealbridge.server.config.WitnessAnchorConfiguration;
import io.sealbridge.server.tls.TlsFilesException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Makes the anchors that a configuration names. */
public final class ConfiguredAnchors {

  private ConfiguredAnchors() {}

  /**
   * Reads the authorities of witnesses; blocks.
   *
   * @param executor where answers of witnesses are read
   * @throws TlsFilesException if they cannot be used; the message names the anchor
   */
  public static List<Anchor> of(
      BridgeConfiguration configuration, CheckpointSource own, Clock clock, Executor executor)
      throws TlsFilesException {
    List<Anchor> anchors = new ArrayList<>();
    for (AnchorConfiguration anchor : configuration.log().anchors()) {
      try {
        anchors.add(of(anchor, configuration.node(), own, clock, executor));
      } catch (TlsFilesException e) {
        throw new TlsFilesException("anchor " + anchor.name() + ": " + e.getMessage(), e);
      }
    }
    return anchors;
  }

  /** One of them; for whoever wants to look at each by itself. */
  public static Anchor of(
      AnchorConfiguration anchor, String node, CheckpointSource own, Clock clock, Executor executor)
      throws TlsFilesException {
    String name = anchor.name();
    if (anchor.witness().isPresent()) {
      WitnessAnchorConfiguration witness = anchor.witness().get();
      return new WitnessAnchor(name, new WitnessCalls(witness, executor), witness.verifier(), own);
    }
    if (anchor.syslog().isPresent()) {
      SyslogAnchorConfiguration syslog = anchor.syslog().get();
      SyslogAnchor made = new SyslogAnchor(name, syslog, node, clock);
      made.check();
      return made;
    }
    return anchor
        .folder()
        .map(FolderAnchorConfiguration::path)
        .<Anchor>map(path -> new FolderAnchor(name, path, own))
        .orElseGet(() -> new StreamAnchor(name, System.out, clock));
  }
}
